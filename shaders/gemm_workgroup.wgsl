// The GEMM core, `workgroup` staging: tiles of A and B go through shared memory. For real GPUs.
//
//   C[m, n] = epilogue( sum over tap, k of A[m, tap, k] * B[tap, k, n] ),   for each slice
//
// A workgroup computes TILE_M x TILE_N values, DEPTH_STEP of k at a time: all invocations load the two tiles, wait, and
// each adds to its 4 ROW_VECTORS x 4 COLUMNS registers. The view is as in gemm_registers.wgsl.
//
// The vec4s of the tiles lie as the view loads them, step by step of four k:
//   tile_a   A[m, 4 step … + 3] at m, step;        with A_ALONG_M   A[4 row … + 3, 4 step + j] at step, j, row
//   tile_b   B[4 step + j, 4 column … + 3] at step, j, column;  with B_ALONG_K   B[4 step … + 3, 4 column + j] there
//
// Constants: ROW_VECTORS, COLUMNS, WORKGROUP_M, WORKGROUP_N (invocations along m and n), DEPTH_STEP (a multiple of 4),
//   DEPTH, N, and the number of vec4s that each invocation loads: A_LOADS, B_LOADS.
// Shared memory: 16 * (TILE_M * DEPTH_STEP / 4 + DEPTH_STEP * TILE_N / 4) bytes.
// Dispatch: [ceil(M / TILE_M), ceil(N / TILE_N), slices].

//# include view

const TILE_M4 = ROW_VECTORS * WORKGROUP_M;
const TILE_N4 = COLUMNS * WORKGROUP_N;
const STEP4 = DEPTH_STEP / 4u;
const INVOCATIONS = WORKGROUP_M * WORKGROUP_N;

var<workgroup> tile_a: array<vec4f, TILE_M4 * DEPTH_STEP>;
var<workgroup> tile_b: array<vec4f, DEPTH_STEP * TILE_N4>;

@compute @workgroup_size(WORKGROUP_N, WORKGROUP_M)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_id) local: vec3u,
        @builtin(local_invocation_index) index: u32) {
  let tile_m = workgroup.x * TILE_M4 * 4u;
  let tile_n = workgroup.y * TILE_N4 * 4u;
  let slice = workgroup.z;
  if (tile_m >= row_count(slice)) { return; }
  let last = row_count(slice) - 1u;
  //# repeat i A_LOADS
  //# if A_ALONG_M
  let row_${i} = row_of(min(tile_m + (index + ${i}u * INVOCATIONS) % TILE_M4 * 4u, last), slice);
  //# else
  let row_${i} = row_of(min(tile_m + (index + ${i}u * INVOCATIONS) / STEP4, last), slice);
  //# end
  //# end
  //# repeat v ROW_VECTORS
  //# repeat i 4
  //# repeat c COLUMNS
  var sum_${v}_${i}_${c} = vec4f();
  //# end
  //# end
  //# end

  let taps = tap_range(slice);
  for (var tap = taps.x; tap < taps.y; tap++) {
    if (!tap_used(tap, slice)) { continue; }
    //# repeat i A_LOADS
    let at_${i} = tap_of(row_${i}, tap, slice);
    //# end
    for (var depth = 0u; depth < DEPTH; depth += DEPTH_STEP) {
      workgroupBarrier();
      //# repeat i A_LOADS
      {
        let slot = index + ${i}u * INVOCATIONS;
        //# if A_ALONG_M
        let k = depth + slot / TILE_M4;
        //# else
        let k = depth + slot % STEP4 * 4u;
        //# end
        if (slot < TILE_M4 * DEPTH_STEP) {
          var value = vec4f();
          if (k < DEPTH) { value = load_a(at_${i}, k); }
          tile_a[slot] = value;
        }
      }
      //# end
      //# repeat i B_LOADS
      {
        let slot = index + ${i}u * INVOCATIONS;
        //# if B_ALONG_K
        let k = depth + slot / TILE_N4 / 4u * 4u;
        let n = tile_n + slot % TILE_N4 * 4u + slot / TILE_N4 % 4u;
        //# else
        let k = depth + slot / TILE_N4;
        let n = tile_n + slot % TILE_N4 * 4u;
        //# end
        if (slot < DEPTH_STEP * TILE_N4) {
          var value = vec4f();
          if (k < DEPTH && n < N) { value = load_b(column_of(tap, n, slice), k); }
          tile_b[slot] = value;
        }
      }
      //# end
      workgroupBarrier();
      for (var step = 0u; step < STEP4; step++) {
        //# if A_ALONG_M
        //# else
        //# repeat v ROW_VECTORS
        //# repeat i 4
        let a_${v}_${i} = tile_a[((local.y * ROW_VECTORS + ${v}u) * 4u + ${i}u) * STEP4 + step];
        //# end
        //# end
        //# end
        //# repeat j 4
        {
          //# repeat c COLUMNS
          let b_${c} = tile_b[(step * 4u + ${j}u) * TILE_N4 + ${c}u * WORKGROUP_N + local.x];
          //# end
          //# repeat v ROW_VECTORS
          //# if A_ALONG_M
          let a_${v} = tile_a[(step * 4u + ${j}u) * TILE_M4 + local.y * ROW_VECTORS + ${v}u];
          //# end
          //# repeat i 4
          //# repeat c COLUMNS
          //# if A_ALONG_M
          sum_${v}_${i}_${c} += a_${v}[${i}] * b_${c};
          //# else
          //# if B_ALONG_K
          sum_${v}_${i}_${c}[${j}] += dot(a_${v}_${i}, b_${c});
          //# else
          sum_${v}_${i}_${c} += a_${v}_${i}[${j}] * b_${c};
          //# end
          //# end
          //# end
          //# end
          //# end
        }
        //# end
      }
    }
  }

  //# repeat v ROW_VECTORS
  //# repeat i 4
  {
    let row = output_row(tile_m + (local.y * ROW_VECTORS + ${v}u) * 4u + ${i}u, slice);
    //# repeat c COLUMNS
    store(row, tile_n + (${c}u * WORKGROUP_N + local.x) * 4u, slice, sum_${v}_${i}_${c});
    //# end
  }
  //# end
  //# end
}
