// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TransparencyLog;

/// <summary>One run in an <see cref="AnchorLog"/>.</summary>
/// <param name="Digest">What the register was extended with: the register's hash of <paramref name="Statement"/>, where the log is honest.</param>
/// <param name="Statement">Bytes of a <c>log-start/v1</c>.</param>
public sealed record AnchorEvent(ReadOnlyMemory<byte> Digest, ReadOnlyMemory<byte> Statement);
