// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Containers;

/// <summary>A running container, as the node's runtime tells it.</summary>
/// <param name="Manifest">SHA-256 of its image's manifest, 32 bytes; null where the runtime knows the image by another digest alone.</param>
/// <param name="Init">Number of its first process, in the node's pid namespace.</param>
internal sealed record RuntimeContainer(ReadOnlyMemory<byte>? Manifest, int Init);
