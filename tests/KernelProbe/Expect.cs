// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.KernelProbe;

/// <summary>What laws say of values; each throws <see cref="LawBrokenException"/> with got and want.</summary>
internal static class Expect
{
    public static void Equal<T>(T want, T got, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(want, got))
        {
            throw new LawBrokenException($"{what} is {got}, want {want}");
        }
    }

    public static void True(bool holds, string what)
    {
        if (!holds)
        {
            throw new LawBrokenException($"not so: {what}");
        }
    }

    public static void Bytes(ReadOnlySpan<byte> want, ReadOnlySpan<byte> got, string what)
    {
        if (!got.SequenceEqual(want))
        {
            throw new LawBrokenException($"{what} is {Convert.ToHexStringLower(got)}, want {Convert.ToHexStringLower(want)}");
        }
    }

    public static async ValueTask Fails(Errno want, Func<ValueTask> call, string what)
    {
        try
        {
            await call();
        }
        catch (KernelException failed)
        {
            Equal(want, failed.Errno, $"{what}: errno");
            return;
        }

        throw new LawBrokenException($"{what} succeeds, want {want}");
    }

    public static async ValueTask<AttesterException> Fails(AttesterReason want, Func<ValueTask> call, string what)
    {
        try
        {
            await call();
        }
        catch (AttesterException failed)
        {
            Equal(want, failed.Reason, $"{what}: {failed.Message}: reason");
            return failed;
        }

        throw new LawBrokenException($"{what} succeeds, want {want}");
    }
}
