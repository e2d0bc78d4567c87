// The GEMM core, `registers` staging: no shared memory and no barrier.
//
//   C[m, n] = epilogue( sum over tap, k of A[m, tap, k] * B[tap, k, n] ),   for each slice
//
// Each invocation computes a tile of 4 ROW_VECTORS x 4 COLUMNS values in named registers, sum_v_i_c for the row 4 v + i
// and the four columns 4 c …, so that every loaded vec4 of A serves all columns and every vec4 of B all rows. The
// reduction runs over taps outside and over k inside, so that what depends on the tap alone stands outside the inner
// loop.
//
// A *view* says what A, B and C are. A *slice* is an independent part of the work: a group, or a part of a group's
// rows or taps. A view provides
//   struct Row, row_of(m, slice) -> Row                 where row m of A begins
//   struct Tap, tap_of(row, tap, slice) -> Tap          the same for one tap
//   load_a(at: Tap, k) -> vec4f                         A[m, tap, k … k + 3], or with A_ALONG_M A[m … m + 3, tap, k]
//   struct Column, column_of(tap, n, slice) -> Column   where column n of B begins, for one tap
//   load_b(from: Column, k) -> vec4f                    B[tap, k, n … n + 3], or with B_ALONG_K B[tap, k … k + 3, n]
//   row_count(slice) -> u32                             M
//   output_row(m, slice) -> u32                         the row of y that is row m of C; too large for one that is not
//   tap_range(slice) -> vec2u                           the first tap, and the one behind the last
//   tap_used(tap, slice) -> bool                        whether the slice needs a tap of this range at all
// The last four are the same for all invocations of a workgroup. What is stored, and how, says epilogue.wgsl.
//
// Constants: ROW_VECTORS, COLUMNS, WORKGROUP_M, WORKGROUP_N (invocations), DEPTH (of a tap), N (of a group); not both
//   of A_ALONG_M and B_ALONG_K.
// Dispatch: [ceil(M / (4 * ROW_VECTORS * WORKGROUP_M)), ceil(N / (4 * COLUMNS * WORKGROUP_N)), slices].

//# include view

@compute @workgroup_size(WORKGROUP_M, WORKGROUP_N)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let m = id.x * (4u * ROW_VECTORS);
  let n = id.y * (4u * COLUMNS);
  let slice = id.z;
  if (m >= row_count(slice) || n >= N) {
    return;
  }
  let last = row_count(slice) - 1u;
  //# repeat v ROW_VECTORS
  //# if A_ALONG_M
  let row_${v} = row_of(min(m + 4u * ${v}u, last), slice);
  //# else
  //# repeat i 4
  let row_${v}_${i} = row_of(min(m + 4u * ${v}u + ${i}u, last), slice);
  //# end
  //# end
  //# repeat i 4
  //# repeat c COLUMNS
  var sum_${v}_${i}_${c} = vec4f();
  //# end
  //# end
  //# end

  let taps = tap_range(slice);
  for (var tap = taps.x; tap < taps.y; tap++) {
    if (!tap_used(tap, slice)) { continue; }
    //# if A_ALONG_M
    //# repeat v ROW_VECTORS
    let at_${v} = tap_of(row_${v}, tap, slice);
    //# end
    //# repeat c COLUMNS
    let column_${c} = column_of(tap, n + 4u * ${c}u, slice);
    //# end
    for (var k = 0u; k < DEPTH; k++) {
      //# repeat c COLUMNS
      let b_${c} = load_b(column_${c}, k);
      //# end
      //# repeat v ROW_VECTORS
      {
        let a = load_a(at_${v}, k);
        //# repeat i 4
        //# repeat c COLUMNS
        sum_${v}_${i}_${c} += a[${i}] * b_${c};
        //# end
        //# end
      }
      //# end
    }
    //# else
    //# repeat v ROW_VECTORS
    //# repeat i 4
    let at_${v}_${i} = tap_of(row_${v}_${i}, tap, slice);
    //# end
    //# end
    //# repeat c COLUMNS
    //# if B_ALONG_K
    //# repeat j 4
    let column_${c}_${j} = column_of(tap, n + 4u * ${c}u + ${j}u, slice);
    //# end
    //# else
    let column_${c} = column_of(tap, n + 4u * ${c}u, slice);
    //# end
    //# end
    for (var k = 0u; k < DEPTH; k += 4u) {
      //# repeat v ROW_VECTORS
      //# repeat i 4
      let a_${v}_${i} = load_a(at_${v}_${i}, k);
      //# end
      //# end
      //# if B_ALONG_K
      //# repeat c COLUMNS
      //# repeat j 4
      {
        let b = load_b(column_${c}_${j}, k);
        //# repeat v ROW_VECTORS
        //# repeat i 4
        sum_${v}_${i}_${c}[${j}] += dot(a_${v}_${i}, b);
        //# end
        //# end
      }
      //# end
      //# end
      //# else
      //# repeat j 4
      {
        //# repeat c COLUMNS
        let b_${c} = load_b(column_${c}, k + ${j}u);
        //# end
        //# repeat v ROW_VECTORS
        //# repeat i 4
        //# repeat c COLUMNS
        sum_${v}_${i}_${c} += a_${v}_${i}[${j}] * b_${c};
        //# end
        //# end
        //# end
      }
      //# end
      //# end
    }
    //# end
  }

  //# repeat v ROW_VECTORS
  //# repeat i 4
  {
    let row = output_row(m + 4u * ${v}u + ${i}u, slice);
    //# repeat c COLUMNS
    store(row, n + 4u * ${c}u, slice, sum_${v}_${i}_${c});
    //# end
  }
  //# end
  //# end
}
