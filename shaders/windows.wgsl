// A part: the windows of a pooling that a position lies in, along one axis. Window p begins at p * STRIDE and is KERNEL
// long; positions are counted from where the first window begins.

fn first_window(position: u32) -> u32 {
  return select(0u, (position - KERNEL) / STRIDE + 1u, position >= KERNEL);
}

/// The one behind the last of `count` windows that reaches the position.
fn end_window(position: u32, count: u32) -> u32 {
  return min(position / STRIDE + 1u, count);
}
