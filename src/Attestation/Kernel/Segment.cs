// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>Bytes that one process sent on a unix stream socket.</summary>
/// <param name="Bytes">How many; 0 at the end of the stream.</param>
/// <param name="Sender">Process id of the sender in our pid namespace; 0 where the kernel names none.</param>
/// <param name="HasDescriptors">True where the sender attached descriptors, or more than anybody honest attaches; those that came are closed.</param>
public readonly record struct Segment(int Bytes, int Sender, bool HasDescriptors);
