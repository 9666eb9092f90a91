// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>A field of agent path templates.</summary>
/// <param name="Name">As written after the dot.</param>
/// <param name="MaxLength">Characters of its longest value.</param>
/// <param name="Description">For the documentation, which a test holds against this table.</param>
internal sealed record AgentPathField(string Name, int MaxLength, string Description)
{
    private const int Sha256 = 64;

    public static readonly AgentPathField PluginName = new("PluginName", 3, "`tee`; SPIRE tells no plugin the name it was configured under");
    public static readonly AgentPathField Tee = new("Tee", 16, "the TEE whose Evidence passed, `tdx` or `sev-snp`");
    public static readonly AgentPathField InstanceKind = new("InstanceKind", 4, "what the node is told from others by: `boot` or `run`");
    public static readonly AgentPathField InstanceSha256 = new("InstanceSha256", Sha256, "its digest: of the boot's key, or the run id");
    public static readonly AgentPathField ChipSha256 = new("ChipSha256", Sha256, "SHA-256 of the chip's id: CHIP_ID, or PPID");
    public static readonly AgentPathField RunId = new("RunId", Sha256, "the run of the attestation agent");
    public static readonly AgentPathField TrustDomain = new("TrustDomain", 255, "SPIRE's trust domain");

    /// <summary>All of them.</summary>
    public static ImmutableArray<AgentPathField> All { get; } = [PluginName, Tee, InstanceKind, InstanceSha256, ChipSha256, RunId, TrustDomain];
}
