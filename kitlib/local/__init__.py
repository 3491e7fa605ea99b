"""What listens on this machine for its owner alone: the door of a server, and its kernels."""
