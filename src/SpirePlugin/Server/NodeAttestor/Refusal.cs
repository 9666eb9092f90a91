// SPDX-License-Identifier: Apache-2.0

using Grpc.Core;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>Why an attestation ends without attributes. The text reaches a remote agent that nobody has authenticated: no reference value, no secret.</summary>
/// <param name="Code">Outages are Unavailable, refusals PermissionDenied, malformed input InvalidArgument.</param>
/// <param name="Reason">One word, for metrics.</param>
/// <param name="Text">One sentence.</param>
internal sealed record Refusal(StatusCode Code, string Reason, string Text)
{
    public static Refusal Malformed(string text) => new(StatusCode.InvalidArgument, "malformed", text);

    public static Refusal Denied(string reason, string text) => new(StatusCode.PermissionDenied, reason, text);

    public static Refusal Outage(string reason, string text) => new(StatusCode.Unavailable, reason, text);
}
