// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Kernel;

namespace Attestation.Agent.Nodes;

/// <summary>
/// The key that tells this boot of this machine from every other (CONTRACTS, sections 3.3 and 11.1): P-256, made at the first start of a boot, kept
/// in memory that a reboot empties, so that a copied disk is no copied node.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class BootKey : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string FileName = "instance.key";

    private readonly ECDsa key;

    private BootKey(ECDsa key)
    {
        this.key = key;
        Spki = key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>DER of its SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> Spki { get; }

    /// <summary>Takes the boot's key, or makes it.</summary>
    /// <param name="directory">Ours alone; its parent is there.</param>
    /// <param name="bootId">This boot: a key of another one is replaced.</param>
    /// <param name="isSimulated">True on a simulated machine, whose directory may lie on a disk.</param>
    /// <exception cref="AgentFailure">The directory lies on a disk.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static BootKey Take(string directory, Guid bootId, bool isSimulated)
    {
        Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        RequireMemory(directory, isSimulated);
        string path = Path.Combine(directory, FileName);
        return Read(path, bootId) ?? Make(path, bootId);
    }

    /// <summary>Signs with ECDSA over SHA-256; DER.</summary>
    public byte[] Sign(ReadOnlySpan<byte> bytes)
    {
        lock (key)
        {
            return key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private static void RequireMemory(string directory, bool isSimulated)
    {
        string format = new DriveInfo(directory).DriveFormat;
        if (!isSimulated && format is not ("tmpfs" or "ramfs"))
        {
            throw new AgentFailure(AgentFailure.BadConfiguration, $"{directory}: lies on {format}, want tmpfs: the key in it must not outlive the boot")
            {
                Hint = "give a socket directory under /run, or set \"instance\" to \"run\"",
            };
        }
    }

    // The boot's id in the first line: where the directory outlived the boot all the same, its key did not.
    private static BootKey? Read(string path, Guid bootId)
    {
        if (!File.Exists(path) || File.ReadAllText(path).Split('\n', 2) is not [var boot, var pem] || boot != bootId.ToString("D"))
        {
            return null;
        }

        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return new(key);
        }
        catch (Exception torn) when (torn is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }

    private static BootKey Make(string path, Guid bootId)
    {
        ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string made = path + ".new";
        File.Delete(made);
        using (StreamWriter file = new(made, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            file.Write($"{bootId:D}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        }

        File.Move(made, path, overwrite: true);
        return new(key);
    }
}
