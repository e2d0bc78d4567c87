// Rows of a table, in the order of a list of indices. Bits are copied as they are, whatever they mean.
//
//   y[n, …] = table[indices[n], …]
//
// Bindings: 0 table [R, ...], 1 indices u32 [N], 2 y [N, ...]. ROW_WORDS is the size of a row and COUNT that of y, in
// words: 16 bytes (VECTOR: a row is a multiple of that), else 4.
// Dispatch: an invocation a word of y.

//# include grid

//# if VECTOR
alias Word = vec4u;
//# else
alias Word = u32;
//# end

@group(0) @binding(0) var<storage, read> table: array<Word>;
@group(0) @binding(1) var<storage, read> indices: array<u32>;
@group(0) @binding(2) var<storage, read_write> y: array<Word>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  y[index] = table[indices[index / ROW_WORDS] * ROW_WORDS + index % ROW_WORDS];
}
