using PaymentStatusSdk.ColdStart;

// A program that starts, queries one payment twice and ends: bare|factory|sdk convergegate|ppro ADDRESS.
var stages = new Stages();
stages.End("start");
var (gateway, address) = (args[1], new Uri(args[2]));
await (args[0] switch
{
    "bare" => BareProgram.RunAsync(gateway, address, stages),
    "factory" => FactoryProgram.RunAsync(gateway, address, stages),
    _ => SdkProgram.RunAsync(gateway, address, stages),
});
stages.Print();
