"""The ports of `services`, made real: files, sound, speech and the machine. One module, one device."""
