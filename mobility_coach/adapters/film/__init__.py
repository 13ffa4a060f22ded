"""Film files, which ffmpeg writes."""
