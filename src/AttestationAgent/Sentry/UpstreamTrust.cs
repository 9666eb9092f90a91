// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestation.Agent.Configuration;
using Attestation.X509;

namespace Attestation.Agent.Sentry;

/// <summary>Whether a server is the real Sentry: a path to Dapr's anchors, and Sentry's SPIFFE ID.</summary>
/// <remarks>
/// The file is read at each connection, for anchors change. Only certificate authorities in it are anchors: the front's own certificate, which
/// stands there for sidecars (dapr, section 3.4), is one for nobody. Thread-safe.
/// </remarks>
/// <param name="options">Which file and which id.</param>
/// <param name="clock">Decides validity.</param>
internal sealed class UpstreamTrust(SentryUpstreamOptions options, TimeProvider clock)
{
    private const long MaxBytes = 1 << 20;

    /// <summary>Refuses a file without an anchor, and one with an authority of the front's own key: it could name anybody.</summary>
    /// <param name="front">SHA-256 of the front's keys.</param>
    /// <exception cref="AgentFailure">It is such a file.</exception>
    public void RequireUsable(IReadOnlyCollection<ReadOnlyMemory<byte>> front)
    {
        X509Certificate2Collection anchors;
        try
        {
            anchors = ReadAnchors();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Refused(failed.Message);
        }

        if (anchors.Count == 0)
        {
            throw Refused("has no certificate of a certificate authority");
        }

        if (anchors.Any(each => front.Any(key => key.Span.SequenceEqual(SHA256.HashData(each.PublicKey.ExportSubjectPublicKeyInfo())))))
        {
            throw Refused("has a certificate authority of the front's own key: each node could name any application");
        }
    }

    /// <summary>Says what is wrong with a server's certificate; null where it is Sentry's.</summary>
    /// <param name="server">The leaf.</param>
    /// <param name="sent">What came with it.</param>
    public string? ProblemOf(X509Certificate2 server, X509Certificate2Collection sent)
    {
        try
        {
            return IdProblemOf(server.RawDataMemory) ?? PathProblemOf(server, sent);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return $"{options.Anchors}: {failed.Message}";
        }
    }

    private string? IdProblemOf(ReadOnlyMemory<byte> der)
    {
        if (!Certificate.TryParse(der, out Certificate? leaf, out Wire.Malformed? malformed) || !SpiffeId.TryReadFrom(leaf.Extensions, out SpiffeId? id, out malformed))
        {
            return $"its certificate names nobody: {malformed}";
        }

        return id.Text == options.SpiffeId ? null : $"it is {id}, want {options.SpiffeId}";
    }

    private string? PathProblemOf(X509Certificate2 server, X509Certificate2Collection sent)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(ReadAnchors());
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        chain.ChainPolicy.VerificationTime = clock.GetUtcNow().UtcDateTime;
        return chain.Build(server) ? null : $"its certificate leads to no anchor of {options.Anchors}: {string.Join(", ", chain.ChainStatus.Select(each => each.Status))}";
    }

    private X509Certificate2Collection ReadAnchors()
    {
        FileInfo file = new(options.Anchors);
        if (file.Length > MaxBytes)
        {
            throw new IOException($"is {file.Length} bytes, want at most {MaxBytes}");
        }

        X509Certificate2Collection all = [];
        all.ImportFromPem(File.ReadAllText(options.Anchors));
        return [.. all.Where(IsAuthority)];
    }

    private static bool IsAuthority(X509Certificate2 certificate) =>
        Certificate.TryParse(certificate.RawDataMemory, out Certificate? read, out _) && read.IsCertificateAuthority;

    private AgentFailure Refused(string why) => new(AgentFailure.BadConfiguration, $"sentry.upstream.anchors: {options.Anchors}: {why}")
    {
        Hint = "name the file that has Dapr's own roots (ca.crt of dapr-trust-bundle)",
    };
}
