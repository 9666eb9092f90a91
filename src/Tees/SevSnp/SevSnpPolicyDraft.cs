// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.Policies;

namespace Attestation.SevSnp;

/// <summary>Writes the section <c>sevSnp</c> of a policy that accepts just what was seen, and nothing older.</summary>
internal static class SevSnpPolicyDraft
{
    // MEASUREMENT and HOST_DATA are the guest; REPORT_ID changes with each start.
    private static readonly string[] Pinned = ["measurement", "hostData", "familyId", "imageId"];
    private static readonly string[] PinnedWhereSet = ["idKeyDigest", "authorKeyDigest"];
    private static readonly string[] Components = ["bootLoader", "tee", "snp", "microcode"];

    public static void Write(Utf8JsonWriter writer, Claims claims)
    {
        string product = PolicyDrafting.Text(claims, "product");
        PolicyDrafting.WriteList(writer, "products", product);
        PolicyDrafting.WriteList(writer, "signingKeys", PolicyDrafting.Text(claims, "signingKey"));
        if (claims.TryGet("cspId", out ClaimValue? cspId) && cspId is ClaimValue.Text provider)
        {
            PolicyDrafting.WriteList(writer, "cspIds", provider.Value);
        }

        WriteTcb(writer, claims);
        writer.WriteStartObject("minimumFirmware");
        writer.WriteString(product, PolicyDrafting.Text(claims, "committedFirmware"));
        writer.WriteEndObject();
        WriteReferenceValues(writer, claims);
    }

    private static void WriteTcb(Utf8JsonWriter writer, Claims claims)
    {
        Claims tcb = claims.TryGet("reportedTcb", out ClaimValue? value) && value is ClaimValue.Group group
            ? group.Members
            : throw new ArgumentException("the result has no claim reportedTcb", nameof(claims));
        writer.WriteStartArray("minimumTcb");
        writer.WriteStartObject();
        if (claims.TryGet("stepping", out ClaimValue? stepping) && stepping is ClaimValue.Number number)
        {
            writer.WriteString("family", PolicyDrafting.Text(claims, "family"));
            writer.WriteString("model", PolicyDrafting.Text(claims, "model"));
            writer.WriteNumber("stepping", number.Value);
        }

        foreach (string component in tcb.TryGet("fmc", out _) ? ["fmc", .. Components] : Components)
        {
            if (tcb.TryGet(component, out ClaimValue? level) && level is ClaimValue.Number svn)
            {
                writer.WriteNumber(component, svn.Value);
            }
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteReferenceValues(Utf8JsonWriter writer, Claims claims)
    {
        writer.WriteStartArray("referenceValues");
        writer.WriteStartObject();
        writer.WriteString("name", "as-seen");
        foreach (string field in Pinned.Concat(PinnedWhereSet.Where(each => PolicyDrafting.Text(claims, each).AsSpan().ContainsAnyExcept('0'))))
        {
            PolicyDrafting.WriteList(writer, field, PolicyDrafting.Text(claims, field));
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
