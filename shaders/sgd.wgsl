// Stochastic gradient descent with momentum and weight decay, as PyTorch does it, over a whole arena:
//
//   g = gradient + weight_decay * parameter
//   v = g on the first step, momentum * v + g after it
//   parameter = parameter - learning_rate * v
//
// NESTEROV: the step is along g + momentum * v instead of v.
// Bindings: 0 to 4 as in optimiser_step.wgsl; 5 velocities, laid out as the parameters; 6 settings.
// Dispatch: any number of workgroups; they walk the arena together, a number for each invocation at a time.

//# include optimiser_step

struct Settings {
  learning_rate: f32,
  momentum: f32,
  weight_decay: f32,
  /// 1 on the first step, else 0.
  first_step: f32,
}

@group(0) @binding(5) var<storage, read_write> velocities: array<f32>;
@group(0) @binding(6) var<uniform> settings: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  if (!may_change()) { return; }
  let scale = gradient_scale();
  for (var index = id.x; index < NUMBERS; index += groups.x * 64u) {
    let entry = entries[owners[index / 64u]];
    if (index - entry.first >= entry.count || entry.rate == 0.0) { continue; }
    let parameter = parameters[index];
    let gradient = scale * gradient_of(entry, index) + settings.weight_decay * entry.decay * parameter;
    let later = settings.momentum * velocities[index] + gradient;
    let velocity = select(later, gradient, settings.first_step == 1.0);
    velocities[index] = velocity;
    //# if NESTEROV
    let direction = gradient + settings.momentum * velocity;
    //# else
    let direction = velocity;
    //# end
    parameters[index] = parameter - settings.learning_rate * entry.rate * direction;
  }
}
