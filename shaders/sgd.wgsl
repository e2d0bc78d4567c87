// Stochastic gradient descent with momentum and weight decay, as PyTorch does it, over a whole arena:
//
//   g = gradient + weight_decay * parameter
//   v = g on the first step, momentum * v + g after it
//   parameter = parameter - learning_rate * v
//
// NESTEROV: the step is along g + momentum * v instead of v.
// Bindings: 0 to 4 as in optimiser_step.wgsl; 5 velocities, laid out as the parameters; 6 settings.
// Dispatch: see optimiser_step.wgsl.

//# include optimiser_step

struct Settings {
  learning_rate: f32,
  momentum: f32,
  weight_decay: f32,
  /// 1 on the first step, else 0.
  first_step: f32,
}

@group(0) @binding(5) var<storage, read_write> velocities: array<vec4f>;
@group(0) @binding(6) var<uniform> settings: Settings;

fn change(entry: Entry, place: u32, given: vec4f) {
  let parameter = parameters[place];
  let gradient = given + settings.weight_decay * entry.decay * parameter;
  let later = settings.momentum * velocities[place] + gradient;
  let velocity = select(later, gradient, settings.first_step == 1.0);
  velocities[place] = velocity;
  //# if NESTEROV
  let direction = gradient + settings.momentum * velocity;
  //# else
  let direction = velocity;
  //# end
  parameters[place] = parameter - settings.learning_rate * entry.rate * direction;
}
