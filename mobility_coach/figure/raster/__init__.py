"""The rasteriser. Posed solids become heights, directions and tags at each sample of a picture.

How a picture is made::

    raster = Raster(camera.width, camera.height, samples=2)     # kept; it draws picture after picture
    raster.clear()
    raster.draw(things, camera)                                 # Body(solids of the world).posed()
    raster.draw(body.posed(pose), camera)                       # BODY, ready once: Body(BODY)
    layer = shade(raster, camera, theme, glows)                 # figure.shading; glows(...) of figure.glows

Things come first: what is drawn later melts into what was there before, and hides it or is hidden by it.
`layer.pixels` are premultiplied with their cover as alpha; they begin at `layer.left`, `layer.top` of the
picture, and lie over background, shadow and walls::

    opaque = layer.pixels[..., :3] + background[...] * (255 - alpha) / 255
"""

from mobility_coach.figure.raster.raster import Raster

__all__ = ["Raster"]
