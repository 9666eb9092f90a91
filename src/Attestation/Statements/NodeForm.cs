// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;

namespace Attestation.Statements;

/// <summary>The fields of <c>node/v1</c> (CONTRACTS, section 3.3).</summary>
internal static class NodeForm
{
    private static readonly ObjectForm Caller = new(
        FieldSpec.Required("pid", Forms.Number),
        FieldSpec.Required("startTime", Forms.Counter),
        FieldSpec.Required("uid", Forms.Id),
        FieldSpec.Required("gid", Forms.Id),
        FieldSpec.Required("exe", Forms.Sha256),
        FieldSpec.Required("parentPid", Forms.Number),
        FieldSpec.Required("parentStartTime", Forms.Counter),
        FieldSpec.Required("parentExe", Forms.Sha256));

    private static readonly ObjectForm Instance = new(
        FieldSpec.Required("kind", Forms.Choice("ak", "boot", "run")),
        FieldSpec.Required("sha256", Forms.Sha256),
        FieldSpec.Optional("key", Forms.AnyBase64),
        FieldSpec.Optional("signature", Forms.AnyBase64))
    {
        Between = static item => item.TryGet("kind", out JsonItem? kind)
            && (kind.Text == "boot") == item.TryGet("key", out _) && (kind.Text == "boot") == item.TryGet("signature", out _)
                ? null
                : "want key and signature for kind boot, and for no other",
    };

    private static readonly ObjectForm Possession = new(
        FieldSpec.Required("spki", Forms.Sha256),
        FieldSpec.Required("key", Forms.AnyBase64),
        FieldSpec.Required("algorithm", Forms.Choice("ecdsa-sha256", "rsa-pkcs1-sha256", "ed25519")),
        FieldSpec.Required("signature", Forms.AnyBase64));

    public static readonly ObjectForm Node = new(
        FieldSpec.Required("trustDomain", Forms.SomeText),
        FieldSpec.Required("serverNonce", Forms.Nonce),
        FieldSpec.Required("agentNonce", Forms.Nonce),
        FieldSpec.Required("tees", Forms.Tees),
        FieldSpec.Required("agent", Forms.Agent),
        FieldSpec.Required("caller", Caller),
        FieldSpec.Required("instance", Instance),
        FieldSpec.Required("possession", Possession),
        FieldSpec.Required("bootId", Forms.Uuid),
        FieldSpec.Required("eventLogs", Forms.EventLogs));
}
