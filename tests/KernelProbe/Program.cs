// SPDX-License-Identifier: Apache-2.0

using Attestation.KernelProbe;

// probe SECTION: tries its laws on this kernel, one line each (Test Anything Protocol). Exit code 1 where one does not hold.
string section = args.Length == 1 ? args[0] : "";
FakeDrivers machine = ProbePlan.MachineOf(section);
bool allHold = true;
foreach (PortLaw law in ProbePlan.Of(section))
{
    try
    {
        machine.Heal();
        await law.HoldAsync(machine);
        Console.WriteLine(ProbePlan.Held(section, law));
    }
#pragma warning disable CA1031 // Whatever a law throws is its answer, and the next one is tried.
    catch (Exception failed)
#pragma warning restore CA1031
    {
        allHold = false;
        Console.WriteLine($"not {ProbePlan.Held(section, law)} # {failed.GetType().Name}: {failed.Message.ReplaceLineEndings(" ")}");
    }
}

return allHold ? 0 : 1;
