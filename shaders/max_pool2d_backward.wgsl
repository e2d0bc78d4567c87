// The gradient of max pooling: each window's gradient goes to the first of its largest values, in the order of rows and
// columns (PyTorch's choice among equals). A pixel gathers it from the windows that it lies in.
//
//   grad_input[b, h, w, c] = sum of grad_output[b, p, q, c] over the windows p, q with x[b, h, w, c] = y[b, p, q, c] in
//                            which no earlier pixel is as large
//
// Bindings: 0 grad_output [B, OUT_H, OUT_W, C], 1 x [B, IN_H, IN_W, C], 2 y as grad_output, 3 grad_input as x. CHANNELS
//   is C in elements; COUNT the elements of x.
// Dispatch: an invocation an element of x.

//# include grid
//# include element
//# include windows

@group(0) @binding(0) var<storage, read> grad_output: array<Element>;
@group(0) @binding(1) var<storage, read> x: array<Element>;
@group(0) @binding(2) var<storage, read> y: array<Element>;
@group(0) @binding(3) var<storage, read_write> grad_input: array<Element>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let channel = index % CHANNELS;
  let pixel = index / CHANNELS;
  let image = pixel / (IN_H * IN_W);
  let row = (pixel / IN_W) % IN_H + PADDING;
  let column = pixel % IN_W + PADDING;
  let value = x[index];

  var total = Element();
  for (var p = first_window(row); p < end_window(row, OUT_H); p++) {
    for (var q = first_window(column); q < end_window(column, OUT_W); q++) {
      let window = ((image * OUT_H + p) * OUT_W + q) * CHANNELS + channel;
      let largest = y[window];
      var wins = value == largest;
      if (!any(wins)) { continue; }
      let own_tap = (row - p * STRIDE) * KERNEL + column - q * STRIDE;
      for (var tap = 0u; tap < own_tap; tap++) {
        // A negative position wraps to a large one, so that one comparison finds both edges.
        let h = p * STRIDE + tap / KERNEL - PADDING;
        let w = q * STRIDE + tap % KERNEL - PADDING;
        if (h < IN_H && w < IN_W) {
          wins = wins & (x[((image * IN_H + h) * IN_W + w) * CHANNELS + channel] != largest);
        }
      }
      total += select(Element(), grad_output[window], wins);
    }
  }
  grad_input[index] = total;
}
