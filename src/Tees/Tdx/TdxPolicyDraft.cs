// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.Policies;

namespace Attestation.Tdx;

/// <summary>Writes the section <c>tdx</c> of a policy that accepts just what was seen.</summary>
internal static class TdxPolicyDraft
{
    // MR_TD is the image; RTMR3 changes while a TD runs, and MR_SEAM with the host's updates, which TCB status judges.
    private static readonly string[] Pinned = ["mrTd", "rtmr0", "rtmr1", "rtmr2", "mrConfigId", "mrOwner", "mrOwnerConfig"];

    public static void Write(Utf8JsonWriter writer, Claims claims)
    {
        writer.WriteStartObject("tcb");
        PolicyDrafting.WriteList(writer, "accept", PolicyDrafting.Text(claims, "tcbStatus"));
        if (claims.TryGet("tcbEvaluationDataNumber", out ClaimValue? number) && number is ClaimValue.Number evaluation)
        {
            writer.WriteNumber("minimumEvaluationDataNumber", evaluation.Value);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("referenceValues");
        writer.WriteStartObject();
        writer.WriteString("name", "as-seen");
        foreach (string register in Pinned)
        {
            PolicyDrafting.WriteList(writer, register, PolicyDrafting.Text(claims, register));
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
