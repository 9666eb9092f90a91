// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Attestation.Agent.Measuring;
using Attestation.Statements;
using Attestation.X509;

namespace Attestation.Agent.Sentry;

/// <summary>A measured process asks that its key stand for an application.</summary>
/// <param name="App">The application.</param>
/// <param name="SpiffeId">The id that Sentry will name it by.</param>
/// <param name="Csr">The key.</param>
/// <param name="Measured">The process.</param>
/// <param name="IsListed">Whether the policy lists its program for the application.</param>
internal sealed record KeyClaim(DaprApp App, string SpiffeId, SigningRequest Csr, Measurement Measured, bool IsListed)
{
    /// <summary>The process.</summary>
    public ProcessPeer Process => Measured.Process.Peer;

    /// <summary>32 bytes: the same for each attempt of one request, and for no other process, program, image, key, id or verdict.</summary>
    public byte[] Identity()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> numbers = stackalloc byte[sizeof(int) + (3 * sizeof(ulong)) + 2];
        BinaryPrimitives.WriteInt32LittleEndian(numbers, Process.Pid);
        BinaryPrimitives.WriteUInt64LittleEndian(numbers[4..], Process.StartTime);
        BinaryPrimitives.WriteUInt64LittleEndian(numbers[12..], Measured.Program.File.Device);
        BinaryPrimitives.WriteUInt64LittleEndian(numbers[20..], Measured.Program.File.Inode);
        numbers[28] = IsListed ? (byte)1 : (byte)0;
        numbers[29] = Measured.ImageSha256 is null ? (byte)0 : (byte)1;
        hash.AppendData(numbers);
        hash.AppendData(Measured.ExeSha256.Span);
        hash.AppendData(Measured.ImageSha256.GetValueOrDefault().Span);
        hash.AppendData(Csr.SpkiSha256.Span);
        hash.AppendData(Encoding.UTF8.GetBytes(SpiffeId));
        return hash.GetHashAndReset();
    }
}
