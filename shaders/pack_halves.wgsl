// Numbers as f16, two in a word. What is beyond f16's range becomes its largest number.
//
//   packed[n, w] = (x[n, 2 w], x[n, 2 w + 1] or 0 behind the row's end)
//
// Bindings: 0 x [N, SIZE], 1 packed u32 [N, WORDS], WORDS = ceil(SIZE / 2). COUNT is N WORDS.
// Dispatch: an invocation a word of packed.

//# include grid

const LARGEST = 65504.0;

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> packed: array<u32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let column = 2u * (index % WORDS);
  let first = index / WORDS * SIZE + column;
  var pair = vec2f(x[first], 0.0);
  if (column + 1u < SIZE) { pair.y = x[first + 1u]; }
  packed[index] = pack2x16float(clamp(pair, vec2f(-LARGEST), vec2f(LARGEST)));
}
