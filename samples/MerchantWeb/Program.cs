using PaymentStatusSdk.Samples.MerchantWeb;
using PaymentStatusSdk.Samples.MerchantWeb.Workers;

// One program, two roles: the shop, and the workers that the shop starts.
if (args is [WorkerHost.Argument, ..]) await WorkerHost.RunAsync(args[1..]);
else await ShopHost.RunAsync(args);
