enable subgroups;

// The GEMM core, `quads` staging: four invocations share what they load, without shared memory and without a barrier.
//
//   C[m, n] = epilogue( sum over tap, k of A[m, tap, k] * B[tap, k, n] ),   for each slice
//
// A workgroup is one quad. Its lanes have the same rows of C and columns of their own, so that each loads all of its B
// but only a quarter of A, and gets the rest from its neighbours: swapped along x, along y and along both, a value has
// been in every lane. What lane `lane` holds after swap `i` came from lane `lane ^ i`, so
//
//   sum_v_i_c_q   is row 4 v + (lane ^ i) of the tile, and column 4 (4 c + lane) + q
//
// and no lane ever needs to know another's number. With A_ALONG_M a vec4 of A is four rows at one k: there the lanes
// load four neighbouring k, and sum_v_i_c_q is row 4 v + i.
//
// Sums are scalars, and each takes four products at once, in one expression: a compiler with few registers has none of
// them in memory then. Of vec4s SwiftShader computes all four products first, and puts each away before it is added.
//
// The view is as in gemm_registers.wgsl. Every invocation of a workgroup takes the same way through the loops, as the
// swaps demand.
//
// Constants: ROW_VECTORS, COLUMNS, DEPTH (of a tap), N (of a group); not both of A_ALONG_M and B_ALONG_K.
// Dispatch: [ceil(M / (4 * ROW_VECTORS)), ceil(N / (16 * COLUMNS)), slices].

//# include view

@compute @workgroup_size(4)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(subgroup_invocation_id) invocation: u32) {
  let lane = invocation % 4u;
  let m = workgroup.x * (4u * ROW_VECTORS);
  let n = (workgroup.y * (4u * COLUMNS) + lane) * 4u;
  let slice = workgroup.z;
  if (m >= row_count(slice)) {
    return;
  }
  let last = row_count(slice) - 1u;
  //# repeat v ROW_VECTORS
  //# if A_ALONG_M
  let row_${v} = row_of(min(m + 4u * ${v}u, last), slice);
  //# else
  let row_${v} = row_of(min(m + 4u * ${v}u + lane, last), slice);
  //# end
  //# repeat i 4
  //# repeat c COLUMNS
  //# repeat q 4
  var sum_${v}_${i}_${c}_${q} = 0.0;
  //# end
  //# end
  //# end
  //# end

  let taps = tap_range(slice);
  for (var tap = taps.x; tap < taps.y; tap++) {
    if (!tap_used(tap, slice)) { continue; }
    //# repeat v ROW_VECTORS
    let at_${v} = tap_of(row_${v}, tap, slice);
    //# end
    //# repeat c COLUMNS
    //# if B_ALONG_K
    //# repeat j 4
    let column_${c}_${j} = column_of(tap, n + 16u * ${c}u + ${j}u, slice);
    //# end
    //# else
    let column_${c} = column_of(tap, n + 16u * ${c}u, slice);
    //# end
    //# end
    for (var k = 0u; k < DEPTH; k += 4u) {
      //# repeat v ROW_VECTORS
      //# if A_ALONG_M
      let a_${v}_0 = select(vec4f(), load_a(at_${v}, k + lane), k + lane < DEPTH);
      //# else
      let a_${v}_0 = load_a(at_${v}, k);
      //# end
      let a_${v}_1 = quadSwapX(a_${v}_0);
      let a_${v}_2 = quadSwapY(a_${v}_0);
      let a_${v}_3 = quadSwapDiagonal(a_${v}_0);
      //# end
      //# repeat c COLUMNS
      //# repeat j 4
      //# if A_ALONG_M
      let b_${c}_${j} = load_b(column_${c}, k + (lane ^ ${j}u));
      //# else
      //# if B_ALONG_K
      let b_${c}_${j} = load_b(column_${c}_${j}, k);
      //# else
      let b_${c}_${j} = load_b(column_${c}, k + ${j}u);
      //# end
      //# end
      //# end
      //# end
      //# repeat v ROW_VECTORS
      //# repeat i 4
      //# repeat c COLUMNS
      //# repeat q 4
      //# if A_ALONG_M
      sum_${v}_${i}_${c}_${q} += a_${v}_0[${i}] * b_${c}_0[${q}] + a_${v}_1[${i}] * b_${c}_1[${q}]
        + a_${v}_2[${i}] * b_${c}_2[${q}] + a_${v}_3[${i}] * b_${c}_3[${q}];
      //# else
      //# if B_ALONG_K
      sum_${v}_${i}_${c}_${q} += a_${v}_${i}[0] * b_${c}_${q}[0] + a_${v}_${i}[1] * b_${c}_${q}[1]
        + a_${v}_${i}[2] * b_${c}_${q}[2] + a_${v}_${i}[3] * b_${c}_${q}[3];
      //# else
      sum_${v}_${i}_${c}_${q} += a_${v}_${i}[0] * b_${c}_0[${q}] + a_${v}_${i}[1] * b_${c}_1[${q}]
        + a_${v}_${i}[2] * b_${c}_2[${q}] + a_${v}_${i}[3] * b_${c}_3[${q}];
      //# end
      //# end
      //# end
      //# end
      //# end
      //# end
    }
  }

  //# repeat v ROW_VECTORS
  //# repeat i 4
  {
    //# if A_ALONG_M
    let row = output_row(m + 4u * ${v}u + ${i}u, slice);
    //# else
    let row = output_row(m + 4u * ${v}u + (lane ^ ${i}u), slice);
    //# end
    //# repeat c COLUMNS
    {
      let sum = vec4f(sum_${v}_${i}_${c}_0, sum_${v}_${i}_${c}_1, sum_${v}_${i}_${c}_2, sum_${v}_${i}_${c}_3);
      store(row, n + 16u * ${c}u, slice, sum);
    }
    //# end
  }
  //# end
  //# end
}
