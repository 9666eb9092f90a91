// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Kernel;
using Attestation.Native;

namespace Attestation.Agent.Sentry;

/// <summary>
/// The front's certificates on disk (CONTRACTS, section 11.2): the one in use, and from the middle of its life the one that follows it, so that anchors can be
/// handed out long before it serves. Both stand in <c>anchors.pem</c>.
/// </summary>
/// <param name="Current">Serves.</param>
/// <param name="Next">Will serve; null in the first half of the current one's life.</param>
internal sealed record FrontCertificates(FrontCertificate Current, FrontCertificate? Next) : IDisposable
{
    /// <summary>Certificates without keys: what sidecars are given.</summary>
    public const string AnchorsFile = "anchors.pem";

    private const string CurrentFile = "front.pem";
    private const string NextFile = "next.pem";
    private const uint OwnerOnly = 0b110_000_000;
    private const int MaxBytes = 1 << 16;
    private const double Half = 0.5;
    private const double LastSixth = 1.0 / 6;

    /// <summary>Both of them.</summary>
    public IEnumerable<FrontCertificate> All => Next is null ? [Current] : [Current, Next];

    /// <summary>Takes those that are there, and makes what is missing.</summary>
    /// <param name="directory">The state directory's <c>sentry/</c>; made where it is not there.</param>
    /// <param name="spiffeId">Sentry's.</param>
    /// <param name="now">Decides who serves.</param>
    /// <exception cref="KernelException">They cannot be made durable.</exception>
    public static FrontCertificates Take(string directory, string spiffeId, DateTimeOffset now)
    {
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using DurableDirectory files = DurableDirectory.Open(directory);
        FrontCertificate? current = Read(files, CurrentFile, spiffeId);
        FrontCertificate? next = Read(files, NextFile, spiffeId);
        if (current is null || current.Rest(now) < LastSixth)
        {
            current?.Dispose();
            current = next ?? FrontCertificate.Make(spiffeId, now);
            next = null;
            Write(files, CurrentFile, current.ToPem());
            Delete(files, NextFile);
        }

        if (current.Rest(now) < Half && next is null)
        {
            next = FrontCertificate.Make(spiffeId, now);
            Write(files, NextFile, next.ToPem());
        }

        FrontCertificates taken = new(current, next);
        Write(files, AnchorsFile, string.Concat(taken.All.Select(each => $"{each.Certificate.ExportCertificatePem()}\n")));
        return taken;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Current.Dispose();
        Next?.Dispose();
    }

    private static FrontCertificate? Read(DurableDirectory files, string name, string spiffeId)
    {
        try
        {
            return FrontCertificate.Read(Encoding.UTF8.GetString(files.ReadFile(name, MaxBytes)), spiffeId);
        }
        catch (KernelException absent) when (absent.Errno == Errno.ENOENT)
        {
            return null;
        }
    }

    private static void Write(DurableDirectory files, string name, string text)
    {
        string made = name + ".new";
        Delete(files, made);
        files.WriteFile(made, Encoding.UTF8.GetBytes(text), OwnerOnly);
        files.Rename(made, name);
        files.Sync();
    }

    private static void Delete(DurableDirectory files, string name)
    {
        try
        {
            files.DeleteFile(name);
        }
        catch (KernelException absent) when (absent.Errno == Errno.ENOENT)
        {
            // Gone is gone.
        }
    }
}
