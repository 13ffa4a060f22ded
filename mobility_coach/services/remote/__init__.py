"""What is beside the session: remotes that steer it, other players, and the screen."""
