// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.Configuration;

/// <summary>One thing that is wrong with a configuration or policy file.</summary>
/// <param name="Line">Line in the file, counted from 1.</param>
/// <param name="Path">The key, for example <c>tdx.tcb.accept[1]</c>; empty for the file itself.</param>
/// <param name="Reason">What was got and what is wanted.</param>
/// <remarks>Path and reason are cut at 1,024 characters.</remarks>
public sealed record ConfigProblem(int Line, string Path, string Reason)
{
    /// <summary>The key; empty for the file itself.</summary>
    public string Path { get; init; } = Excerpt.Of(Path);

    /// <summary>What was got and what is wanted.</summary>
    public string Reason { get; init; } = Excerpt.Of(Reason);

    /// <inheritdoc/>
    public override string ToString() => Path.Length == 0 ? $"line {Line}: {Reason}" : $"line {Line}: {Path}: {Reason}";
}
