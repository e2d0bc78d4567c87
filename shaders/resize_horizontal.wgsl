// The first pass of resizing: weighted means along x, rounded to 8 bits and held within them.
//
//   rows[n, y, x] = round(sum over t of weights[x, t] * pictures[n, y, firsts[x] + t])
//
// for red, green and blue; alpha is dropped. N pictures of one size, of each the part that is needed.
//
// Bindings: 0 pictures [N layers, rows, columns] rgba8unorm, 1 firsts [crop], 2 weights [crop, taps],
//           3 means [N, rows, crop] RGBA in a u32, 4 pass
// Dispatch: (ceil(crop / 8), ceil(rows / 8), N)

//# include pass

@group(0) @binding(0) var pictures: texture_2d_array<f32>;
@group(0) @binding(1) var<storage, read> firsts: array<u32>;
@group(0) @binding(2) var<storage, read> weights: array<i32>;
@group(0) @binding(3) var<storage, read_write> means: array<u32>;
@group(0) @binding(4) var<uniform> here: Pass;

@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= here.crop || id.y >= here.rows) { return; }
  var sum = HALF;
  for (var t = 0u; t < here.taps; t++) {
    // Beyond an output pixel's own taps weights are zero, and so is what lies beside the texture.
    let texel = textureLoad(pictures, vec2u(firsts[id.x] + t, id.y), id.z, 0);
    // Texels are bytes divided by 255: back to bytes.
    sum += weights[id.x * here.taps + t] * vec3i(texel.rgb * 255.0 + 0.5);
  }
  means[(id.z * here.rows + id.y) * here.crop + id.x] = pack(sum);
}
