// Rows of a table of f16, two in a word, in the order of a list of indices, as f32.
//
//   y[n, i] = half i of table[indices[n]]
//
// Bindings: 0 table u32 [R, WORDS], 1 indices u32 [N], 2 y [N, SIZE], WORDS = ceil(SIZE / 2). COUNT is N WORDS.
// Dispatch: an invocation a word, which is two numbers of y.

//# include grid

@group(0) @binding(0) var<storage, read> table: array<u32>;
@group(0) @binding(1) var<storage, read> indices: array<u32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let word = index % WORDS;
  let pair = unpack2x16float(table[indices[index / WORDS] * WORDS + word]);
  let first = index / WORDS * SIZE + 2u * word;
  y[first] = pair.x;
  if (2u * word + 1u < SIZE) { y[first + 1u] = pair.y; }
}
