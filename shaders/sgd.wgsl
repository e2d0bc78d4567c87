// Stochastic gradient descent with momentum and weight decay, as PyTorch does it, over whole arenas:
//
//   g = gradient + weight_decay * parameter
//   v = g on the first step, momentum * v + g after it
//   parameter = parameter - learning_rate * v
//
// NESTEROV: the step is along g + momentum * v instead of v.
// Bindings: 0 parameters, 1 gradients, 2 velocities, arenas of one layout; 3 settings.
// Dispatch: any number of workgroups; they walk the arenas together, a vec4 for each invocation at a time.

struct Settings {
  learning_rate: f32,
  momentum: f32,
  weight_decay: f32,
  /// 1 on the first step, else 0.
  first_step: f32,
}

@group(0) @binding(0) var<storage, read_write> parameters: array<vec4f>;
@group(0) @binding(1) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> velocities: array<vec4f>;
@group(0) @binding(3) var<uniform> settings: Settings;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var index = id.x; index < arrayLength(&parameters); index += groups.x * 64u) {
    let parameter = parameters[index];
    let gradient = gradients[index] + settings.weight_decay * parameter;
    let later = settings.momentum * velocities[index] + gradient;
    let velocity = select(later, gradient, settings.first_step == 1.0);
    velocities[index] = velocity;
    //# if NESTEROV
    let direction = gradient + settings.momentum * velocity;
    //# else
    let direction = velocity;
    //# end
    parameters[index] = parameter - settings.learning_rate * direction;
  }
}
