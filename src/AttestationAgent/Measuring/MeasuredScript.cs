// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Statements;
using Attestation.Wire;

namespace Attestation.Agent.Measuring;

/// <summary>A script that was read.</summary>
/// <param name="Argument">Where.</param>
/// <param name="Status">Its file, as it was read.</param>
/// <param name="Sha256">32 bytes.</param>
/// <param name="Verity">What the kernel enforces of it; null for nothing.</param>
internal sealed record MeasuredScript(ScriptArgument Argument, ImageStatus Status, ReadOnlyMemory<byte> Sha256, VerityDigest? Verity)
{
    /// <summary>What a statement says: the kernel's digest, or that of the file that the process named.</summary>
    public MeasuredDigest Digest => Verity is null ? new("sha256", Hex.Of(Sha256.Span), "process") : new(Verity.Algorithm, Verity.Hex, "fs-verity");
}
