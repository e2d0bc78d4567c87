// What every optimiser has in common: it runs over a whole arena of parameters in one dispatch, and finds for each
// number its group and its gradient.
//
// A parameter begins at a multiple of 64 numbers: owners[i / 64] is the parameter of number i, entries[owner] says the
// rest. A gradient may be there as slices, which are summed here in their order:
//
//   gradient = sum over s of gradients[entry.gradient + s entry.stride + (i - entry.first)]
//
// Bindings: 0 gradients, 1 owners, 2 entries.

struct Entry {
  /// Place and size of the parameter in its arena, in numbers.
  first: u32,
  count: u32,
  /// Place of its gradient in the arena of gradients; numbers from one slice to the next.
  gradient: u32,
  slices: u32,
  stride: u32,
  /// Multiples of the learning rate and the weight decay.
  rate: f32,
  decay: f32,
  unused: u32,
}

@group(0) @binding(0) var<storage, read> gradients: array<f32>;
@group(0) @binding(1) var<storage, read> owners: array<u32>;
@group(0) @binding(2) var<storage, read> entries: array<Entry>;

fn gradient_of(entry: Entry, index: u32) -> f32 {
  let place = entry.gradient + index - entry.first;
  var total = gradients[place];
  for (var slice = 1u; slice < entry.slices; slice++) {
    total += gradients[place + slice * entry.stride];
  }
  return total;
}
