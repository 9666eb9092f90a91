// SPDX-License-Identifier: Apache-2.0

#if SIMULATORS
using System.Collections.Immutable;
using Attestation.Catalog;
using Attestation.Configuration;
using Attestation.Documents;
using Attestation.Native.LibCrypto;
using Attestation.Policies;
using Attestation.Rendering;
using Attestation.Wire;

namespace Attestation.Agent;

/// <summary>What a Relying Party sees in a bundle: the tree, and its exit code.</summary>
internal static class OnceReport
{
    /// <summary>Verifies as anybody would, with nothing but these two, and prints.</summary>
    public static int Print(OneStatement shown, DateTimeOffset now)
    {
        AttestationResult result = Appraise(shown, now);
        ExitCode exitCode = ExitCodes.Of(result, strict: false);
        Page page = new(Console.Out, PageStyle.Of(Environment.GetEnvironmentVariable, !Console.IsOutputRedirected));
        new TreeRenderer(page, verbosity: 0).Render(result, exitCode);
        return (int)exitCode;
    }

    private static AttestationResult Appraise(OneStatement shown, DateTimeOffset now)
    {
        if (!PolicyFile.TryRead(shown.Policy, TeeCatalog.Default.Tees, out PolicyFile? policy, out ImmutableArray<ConfigProblem> problems))
        {
            throw new InvalidOperationException(string.Join("; ", problems));
        }

        return new ProofBundleReader(TeeCatalog.Default.Tees).TryRead(shown.Bundle, out ProofBundle? bundle, out Malformed? malformed)
            ? new BundleVerifier(TeeCatalog.Default, new Ed25519()).Appraise(bundle, new(), policy.Policy, new(), now)
            : BundleVerifier.Refuse(malformed, policy.Policy, now);
    }
}
#endif
