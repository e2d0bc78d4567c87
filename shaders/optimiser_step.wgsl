// What changes parameters: everything in optimiser.wgsl, and
//
// Bindings: 3 control: the step's loss, or where gradients are clipped (CLIP) their scale; 4 parameters [NUMBERS].
//   Where control is not finite nothing is changed: the last good weights stay.

//# include optimiser

@group(0) @binding(3) var<storage, read> control: array<f32>;
@group(0) @binding(4) var<storage, read_write> parameters: array<f32>;

fn may_change() -> bool {
  // By its bits: a shader may take it for granted that there is neither NaN nor infinity.
  return (bitcast<u32>(control[0]) & 0x7f800000u) != 0x7f800000u;
}

fn gradient_scale() -> f32 {
  //# if CLIP
  return control[0];
  //# else
  return 1.0;
  //# end
}
