// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Catalog;
using Attestation.Tdx.Simulator;

namespace Attestation.Cli.Tests;

/// <summary>What <c>attest show</c> says of an event log: every record, and how far it may be believed.</summary>
public sealed class ShowEventLogTests
{
    [Fact]
    public void Every_record_is_listed_with_its_digest_and_what_that_covers()
    {
        Assert.Equal(0, Show(EventLogForm.Faithful, out string output));

        Assert.Contains("register 3 EV_IPL", output, StringComparison.Ordinal);
        Assert.Contains("(covers \"console=hvc0 root=/dev/vda ro\")", output, StringComparison.Ordinal);
        Assert.Contains("(the record's data is unproven)", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_cannot_be_read_says_why()
    {
        Assert.Equal(0, Show(EventLogForm.Truncated, out string output));

        Assert.Contains("malformed  TCG event log", output, StringComparison.Ordinal);
    }

    private static int Show(EventLogForm form, out string output)
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };
        SimulatedTdxMachine machine = SimulatedTdxMachine.Create(SimulatedTdxOptions.At(CliRun.Now) with { Td = new() { EventLog = form } });
        string parts = string.Join(',', machine.Evidence.Parts.Select(each => $$"""{"name":"{{each.Name}}","data":"{{Convert.ToBase64String(each.Bytes.Span)}}"}"""));
        string document = $$"""{"mediaType":"application/vnd.attestation.evidence+json;version=1","evidences":[{"tee":"tdx","parts":[{{parts}}]}]}""";

        int code = run.Run("show", run.Write("evidence.json", Encoding.UTF8.GetBytes(document)));
        output = run.Output;
        return code;
    }
}
