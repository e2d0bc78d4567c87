// What every optimiser has in common: it runs over a whole arena of parameters in one dispatch, four neighbouring numbers
// at a time, and finds their group and their gradients. Four at a time share what is found out about their parameter.
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
}

@group(0) @binding(0) var<storage, read> gradients: array<f32>;
@group(0) @binding(1) var<storage, read> owners: array<u32>;
@group(0) @binding(2) var<storage, read> entries: array<Entry>;

/// The gradients of the four numbers from `index` on, a multiple of 4: 0 behind the parameter's last, where nothing changes.
fn gradient_of(entry: Entry, index: u32) -> vec4f {
  let number = index - entry.first;
  var total = vec4f();
  for (var slice = 0u; slice < entry.slices; slice++) {
    // Slices of a parameter whose size is no multiple of 4 begin anywhere: no vec4 of the buffer has them.
    let place = entry.gradient + number + slice * entry.stride;
    total += vec4f(gradients[place], gradients[place + 1u], gradients[place + 2u], gradients[place + 3u]);
  }
  return select(vec4f(), total, number + vec4u(0u, 1u, 2u, 3u) < vec4u(entry.count));
}
