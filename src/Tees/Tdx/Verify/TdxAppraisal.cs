// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Verify;

/// <summary>A result, and the TCB evaluation behind it, which suites of vectors compare.</summary>
/// <param name="Result">The result.</param>
/// <param name="Tcb">Null where the appraisal did not get so far.</param>
public sealed record TdxAppraisal(AttestationResult Result, TcbEvaluation? Tcb);
