// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Tests.Fakes;

/// <summary>One request for a quote, in flight until the test ends it.</summary>
internal sealed class FakeQuote(ReadOnlyMemory<byte> reportData)
{
    private readonly TaskCompletionSource<Evidence> evidence = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ReadOnlyMemory<byte> ReportData => reportData;

    public Task<Evidence> Evidence => evidence.Task;

    public void Answer() => evidence.SetResult(new("fake", [new("quote", reportData)]));

    public void Fail(Exception failure) => evidence.SetException(failure);
}
