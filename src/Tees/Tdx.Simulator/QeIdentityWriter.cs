// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Attestation.Tdx.Simulator;

/// <summary>Writes the members of a QE identity in Intel's order. Intel PCS API v4, enclave identity model version 2.</summary>
internal static class QeIdentityWriter
{
    public static void Write(Utf8JsonWriter json, QeIdentityOptions identity)
    {
        json.WriteString("id", identity.Id);
        json.WriteNumber("version", identity.Version);
        json.WriteTime("issueDate", identity.IssueDate);
        json.WriteTime("nextUpdate", identity.NextUpdate);
        json.WriteNumber("tcbEvaluationDataNumber", identity.EvaluationDataNumber);
        json.WriteHex("miscselect", identity.MiscSelect);
        json.WriteHex("miscselectMask", identity.MiscSelectMask);
        json.WriteHex("attributes", identity.Attributes);
        json.WriteHex("attributesMask", identity.AttributesMask);
        json.WriteHex("mrsigner", identity.MrSigner);
        json.WriteNumber("isvprodid", identity.IsvProdId);
        json.WriteIsvLevels(identity.Levels);
    }
}
