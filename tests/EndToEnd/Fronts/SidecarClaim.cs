// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Attestation.Documents;

namespace Attestation.EndToEnd.Fronts;

/// <summary>What a verifier is given about a sidecar, and what he asks.</summary>
internal sealed record SidecarClaim
{
    /// <summary>The bundle: leaf 0, the binding, the certificate's record.</summary>
    public required ProofBundle Bundle { get; init; }

    public required X509Certificate2 Certificate { get; init; }

    /// <summary>The policy's file, never changed in place.</summary>
    public required JsonObject Policy { get; init; }

    /// <summary>What else stands on the command line.</summary>
    public ImmutableArray<string> Flags { get; init; } = [];

    /// <summary>Where the binding stands in the bundle.</summary>
    public const int Binding = 1;

    /// <summary>Under a policy that is changed.</summary>
    public SidecarClaim Under(Action<JsonObject> change)
    {
        JsonObject policy = (JsonObject)Policy.DeepClone();
        change(policy);
        return this with { Policy = policy };
    }

    /// <summary>With another bundle.</summary>
    public SidecarClaim With(Func<ProofBundle, ProofBundle> change) => this with { Bundle = change(Bundle) };

    /// <summary>Under a policy that lists one program.</summary>
    public SidecarClaim Listing(byte[] exe) => Under(policy => policy["binding"] = new JsonObject { ["exes"] = new JsonArray(Convert.ToHexStringLower(exe)) });
}
