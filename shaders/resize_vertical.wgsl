// The second pass of resizing: weighted means along y, rounded to 8 bits and held within them.
//
//   outputs[first_output + n, y, x] = round(sum over t of weights[y, t] * means[n, firsts[y] + t, x])
//
// for red, green and blue; alpha is 255.
//
// Bindings: 0 means [N, rows, crop] RGBA in a u32, 1 firsts [crop], 2 weights [crop, taps],
//           3 outputs [all pictures, crop, crop] RGBA in a u32, 4 pass
// Dispatch: (ceil(crop / 8), ceil(crop / 8), N)

//# include pass

@group(0) @binding(0) var<storage, read> means: array<u32>;
@group(0) @binding(1) var<storage, read> firsts: array<u32>;
@group(0) @binding(2) var<storage, read> weights: array<i32>;
@group(0) @binding(3) var<storage, read_write> outputs: array<u32>;
@group(0) @binding(4) var<uniform> here: Pass;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= here.crop || id.y >= here.crop) { return; }
  var sum = HALF;
  for (var t = 0u; t < here.taps; t++) {
    // Beyond an output pixel's own taps weights are zero: whatever is read there counts for nothing.
    let row = id.z * here.rows + min(firsts[id.y] + t, here.rows - 1u);
    sum += weights[id.y * here.taps + t] * unpack(means[row * here.crop + id.x]);
  }
  outputs[((here.first_output + id.z) * here.crop + id.y) * here.crop + id.x] = pack(sum);
}
