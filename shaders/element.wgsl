// A part: what one invocation computes, four neighbouring channels (VECTOR: C is a multiple of 4) or a single one.
// Kernels that include it count their channels in elements.

//# if VECTOR
alias Element = vec4f;
//# else
alias Element = f32;
//# end
