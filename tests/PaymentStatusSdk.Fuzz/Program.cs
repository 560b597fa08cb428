using System.Globalization;
using PaymentStatusSdk.Fuzz;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.SelfTest;
using PaymentStatusSdk.Fuzz.Targets;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (FuzzArguments.Read(args) is not { } arguments)
{
    Console.Error.WriteLine(FuzzArguments.Usage);
    return 2;
}

if (arguments.Afl is { } afl)
{
    AflProgram.Run(afl);
    return 0;
}

if (arguments.IsList)
{
    foreach (var name in AllTargets.Names) Console.WriteLine(name);
    return 0;
}

if (arguments.InputFolder is { } folder)
{
    var inputs = new InputPool(AllTargets.Create(arguments.Targets[0])).Inputs;
    for (var i = 0; i < inputs.Count; i++) File.WriteAllBytes(Path.Combine(folder, $"{i:D3}"), inputs[i]);
    return 0;
}

if (arguments.Dictionary is { } dictionary)
{
    File.WriteAllLines(dictionary, AflDictionary.LinesOf(AllTargets.Create(arguments.Targets[0]).Mutator));
    return 0;
}

if (arguments.ProbedFolder is { } probed) return ProbeRun.Run(AllTargets.Create(arguments.Targets[0]), probed, arguments);
if (arguments.IsSelfTest) return new SelfTestRun(arguments).Run();
return arguments.Input is { } file
    ? Replay.Run(AllTargets.Create(arguments.Targets[0]), file, arguments.Repeated)
    : new FuzzRun(arguments).Run();
