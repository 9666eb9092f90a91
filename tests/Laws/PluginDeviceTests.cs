// SPDX-License-Identifier: Apache-2.0

using Attestation.Laws.Built;
using Attestation.Laws.Tree;

namespace Attestation.Laws;

/// <summary>SPIRE's plugins own no TEE device: they ask the attestation agent, or verify.</summary>
public sealed class PluginDeviceTests
{
    // Of the kernel and libcrypto: Ed25519, who the peer of a socket is, when a process started, whose a file is, and that nobody else holds a directory.
    private static readonly NarrowReference Allowed = new(
        "Native",
        [
            "Attestation.Native.LibCrypto",
            "Attestation.Native.PeerCredentials", "Attestation.Native.StartTime", "Attestation.Native.ProcRoot",
            "Attestation.Native.FileOwnership", "Attestation.Native.DirectoryLock", "Attestation.Native.FileStatus", "Attestation.Native.FileKind", "Attestation.Native.CurrentUser",
            "Attestation.Kernel.IPeerCredentials", "Attestation.Kernel.Peer", "Attestation.Kernel.IProcessHandle",
            "Attestation.Kernel.KernelException", "Attestation.Kernel.Errno",
        ]);

    [Fact]
    public void SpirePlugin_uses_no_type_of_a_device() => Law.Holds(Devices("SpirePlugin"));

    [Fact]
    public void A_type_of_a_device_is_found_where_there_is_one() =>
        Assert.Contains(Devices("Native"), use => use.Contains("Attestation.Kernel.IGuestKernel", StringComparison.Ordinal));

    private static IEnumerable<string> Devices(string project) =>
        from type in BuiltAssembly.Of(ProjectFile.OfSources.Single(each => each.Name == project)).UsesByType()
        from use in type
        where use.Type.StartsWith("Attestation.Native.", StringComparison.Ordinal) || use.Type.StartsWith("Attestation.Kernel.", StringComparison.Ordinal)
        where !Allowed.Allows(use.Type)
        select $"{type.Key} uses {use}";
}
