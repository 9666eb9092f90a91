// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>Which namespace it is: the file behind <c>/proc/PID/ns/KIND</c>.</summary>
/// <param name="Device">The file's device.</param>
/// <param name="Inode">The file's number on it.</param>
public readonly record struct NamespaceIdentity(ulong Device, ulong Inode);
