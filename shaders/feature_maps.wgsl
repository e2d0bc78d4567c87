// Draws the channels of an activation as a grid of small pictures, straight from the buffer that the network wrote.
//
// Bindings: 0 values [HEIGHT, WIDTH, CHANNELS] (batch 1), 1 cells: what each shows, row by row,
//   2 colours [512]: RGBA8, 256 for values without a sign, then 256 for values with one, 3 grid.
// Colour: t = (v - min) / (max - min); with a sign, t = 0.5 + v / (2 max |v|), so that zero is always neutral.
// Draw: 3 vertices, one triangle over the whole canvas; what lies between the cells stays transparent.

struct Grid {
  channels: u32,
  height: u32,
  width: u32,
  columns: u32,
  cell: u32,
  gap: u32,
  signed: u32,
  /// Cells that show something.
  count: u32,
}

/// A channel, and the range over which its values are coloured.
struct Cell {
  channel: u32,
  low: f32,
  high: f32,
}

@group(0) @binding(0) var<storage, read> values: array<f32>;
@group(0) @binding(1) var<storage, read> cells: array<Cell>;
@group(0) @binding(2) var<storage, read> colours: array<u32>;
@group(0) @binding(3) var<uniform> grid: Grid;

@vertex
fn cover(@builtin(vertex_index) index: u32) -> @builtin(position) vec4f {
  return vec4f(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0, 0.0, 1.0);
}

@fragment
fn paint(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let pixel = vec2u(position.xy);
  let pitch = grid.cell + grid.gap;
  let place = pixel / pitch;
  let inside = pixel % pitch;
  let index = place.y * grid.columns + place.x;
  if (place.x >= grid.columns || index >= grid.count || inside.x >= grid.cell || inside.y >= grid.cell) {
    return vec4f();
  }
  let cell = cells[index];
  let at = inside * vec2u(grid.width, grid.height) / grid.cell;
  let value = values[(at.y * grid.width + at.x) * grid.channels + cell.channel];
  return colour_of(value, vec2f(cell.low, cell.high));
}

fn colour_of(value: f32, range: vec2f) -> vec4f {
  var t = (value - range.x) / max(range.y - range.x, 1e-20);
  if (grid.signed == 1u) {
    t = 0.5 + 0.5 * value / max(max(abs(range.x), abs(range.y)), 1e-20);
  }
  let entry = u32(clamp(t, 0.0, 1.0) * 255.0 + 0.5);
  return unpack4x8unorm(colours[grid.signed * 256u + entry]);
}
