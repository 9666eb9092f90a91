// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>Values of an agent's path.</summary>
internal static class NodePath
{
    private const string PluginName = "tee";

    /// <summary>The agent's SPIFFE ID.</summary>
    /// <exception cref="RefusedException">The template names the chip, and the Evidence does not.</exception>
    public static string IdOf(AppraisedNode node, AgentPathTemplate template, string trustDomain) =>
        template.Id(trustDomain, field => ValueOf(field, node, trustDomain));

    private static string ValueOf(AgentPathField field, AppraisedNode node, string trustDomain) =>
        field == AgentPathField.PluginName ? PluginName
        : field == AgentPathField.Tee ? VerifiedClaims.TeeOf(node.Claims)
        : field == AgentPathField.InstanceKind ? node.Statement.Instance.Kind
        : field == AgentPathField.InstanceSha256 ? Hex.Of(node.Statement.Instance.Sha256.Span)
        : field == AgentPathField.ChipSha256 ? Chip(node)
        : field == AgentPathField.RunId ? node.Origin[(node.Origin.LastIndexOf('/') + 1)..]
        : trustDomain;

    private static string Chip(AppraisedNode node) => VerifiedClaims.Of(node.Claims).ChipSha256
        ?? throw new RefusedException(Refusal.Denied("no-chip", "the Evidence names no chip, and agent_path_template does"));
}
