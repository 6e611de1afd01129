# Where each service may go; planners choose one machine of each list.
{ infrastructure }:

{
  database = [ infrastructure.north ];
  orders = [ infrastructure.north infrastructure.south ];
  shop = [ infrastructure.south ];
}
