// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Configuration;

/// <summary>One thing that is wrong with a configuration or policy file.</summary>
/// <param name="Line">Line in the file, counted from 1.</param>
/// <param name="Path">The key, for example <c>tdx.tcb.accept[1]</c>; empty for the file itself.</param>
/// <param name="Reason">What was got and what is wanted.</param>
public sealed record ConfigProblem(int Line, string Path, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => Path.Length == 0 ? $"line {Line}: {Reason}" : $"line {Line}: {Path}: {Reason}";
}
