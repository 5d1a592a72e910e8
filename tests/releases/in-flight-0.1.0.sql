PRAGMA application_id = 1414677576;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE books (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT
;
INSERT INTO "books" VALUES('paper_balance','USDT','{"total":"9599.512783390000"}');
INSERT INTO "books" VALUES('simulated_price','BTC/USDT','{"price":"59300.00","number":1,"hold":true,"max_fill":null}');
INSERT INTO "books" VALUES('paper_counter','number','{"last":15}');
INSERT INTO "books" VALUES('paper_order','1','{"client_order_id":"74682aee6b248c89a15df46838c168e1","symbol":"BTC/USDT","side":"buy","order_type":"limit","amount":"0.002","price":"50000","reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"open","filled":"0","locked":"100.000","lock_currency":"USDT","at":"2026-11-29T09:40:00.709013+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_balance','BTC','{"total":"0.007990002000"}');
INSERT INTO "books" VALUES('paper_order','2','{"client_order_id":"7468a0bc4dd590ce66a7d13bc297f15e","symbol":"BTC/USDT","side":"buy","order_type":"market","amount":"0.003333","price":null,"reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"filled","filled":"0.003333","locked":"0","lock_currency":"USDT","at":"2026-11-29T09:40:01.735397+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_fill','3','{"client_order_id":"7468a0bc4dd590ce66a7d13bc297f15e","venue_order_id":"2","symbol":"BTC/USDT","side":"buy","price":"60030.02","amount":"0.003333","fee":"0.000003333000","fee_currency":"BTC","at":"2026-11-29T09:40:01.735397+00:00","position_side":null,"liquidation":false}');
INSERT INTO "books" VALUES('paper_order','4','{"client_order_id":"7468fa7da87accc4d1e7f70963f1a1b9","symbol":"BTC/USDT","side":"buy","order_type":"limit","amount":"0.001666","price":"57600.00","reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"open","filled":"0","locked":"95.96160000","lock_currency":"USDT","at":"2026-11-29T09:40:01.745450+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_order','5','{"client_order_id":"746828fc3fa8973306835496ca8ab8f7","symbol":"BTC/USDT","side":"sell","order_type":"limit","amount":"0.001664","price":"63031.53","reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"open","filled":"0","locked":"0.001664","lock_currency":"BTC","at":"2026-11-29T09:40:01.883753+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_order','6','{"client_order_id":"74687b0ed9fb6f9f9b6cb9a4dad0a3c1","symbol":"BTC/USDT","side":"sell","order_type":"limit","amount":"0.001665","price":"65432.73","reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"open","filled":"0","locked":"0.001665","lock_currency":"BTC","at":"2026-11-29T09:40:02.018464+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_order','7','{"client_order_id":"7468514b08b06e6fec0872af7a40dfc3","symbol":"BTC/USDT","side":"buy","order_type":"market","amount":"0.002499","price":null,"reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"filled","filled":"0.002499","locked":"0","lock_currency":"USDT","at":"2026-11-29T09:40:02.697022+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_fill','8','{"client_order_id":"7468514b08b06e6fec0872af7a40dfc3","venue_order_id":"7","symbol":"BTC/USDT","side":"buy","price":"60030.02","amount":"0.002499","fee":"0.000002499000","fee_currency":"BTC","at":"2026-11-29T09:40:02.697022+00:00","position_side":null,"liquidation":false}');
INSERT INTO "books" VALUES('paper_order','9','{"client_order_id":"746860ff251997e1813f38eca54366bd","symbol":"BTC/USDT","side":"buy","order_type":"market","amount":"0.002166","price":null,"reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"filled","filled":"0.002166","locked":"0","lock_currency":"USDT","at":"2026-11-29T09:40:03.477121+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_fill','10','{"client_order_id":"746860ff251997e1813f38eca54366bd","venue_order_id":"9","symbol":"BTC/USDT","side":"buy","price":"60030.02","amount":"0.002166","fee":"0.000002166000","fee_currency":"BTC","at":"2026-11-29T09:40:03.477121+00:00","position_side":null,"liquidation":false}');
INSERT INTO "books" VALUES('paper_balance','ETH','{"total":"0.037462500000"}');
INSERT INTO "books" VALUES('paper_order','11','{"client_order_id":"7468926ebaf1f230e87d5f6daf082069","symbol":"ETH/USDT","side":"buy","order_type":"market","amount":"0.03750","price":null,"reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"filled","filled":"0.03750","locked":"0","lock_currency":"USDT","at":"2026-11-29T09:40:04.669633+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_fill','12','{"client_order_id":"7468926ebaf1f230e87d5f6daf082069","venue_order_id":"11","symbol":"ETH/USDT","side":"buy","price":"3201.57","amount":"0.03750","fee":"0.000037500000","fee_currency":"ETH","at":"2026-11-29T09:40:04.669633+00:00","position_side":null,"liquidation":false}');
INSERT INTO "books" VALUES('paper_order','13','{"client_order_id":"74688db1945931a7059f25676a54aa7b","symbol":"ETH/USDT","side":"sell","order_type":"limit","amount":"0.03746","price":"9000","reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"open","filled":"0","locked":"0.03746","lock_currency":"ETH","at":"2026-11-29T09:40:05.779571+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('simulated_price','ETH/USDT','{"price":"3199.640564783529","number":59,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','SOL/USDT','{"price":"149.988922418357","number":59,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','XRP/USDT','{"price":"0.599995529623","number":59,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','DOGE/USDT','{"price":"0.150019943066","number":59,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','ADA/USDT','{"price":"0.449912657832","number":59,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','LTC/USDT','{"price":"80.000528242104","number":59,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','LINK/USDT','{"price":"14.000430425668","number":59,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','AVAX/USDT','{"price":"34.994556822908","number":59,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','BNB/USDT','{"price":"579.997800978018","number":59,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','DOT/USDT','{"price":"6.000678066987","number":59,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','BTC/USDC','{"price":"65004.614133594812","number":59,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','ETH/USDC','{"price":"3199.879458330064","number":59,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('simulated_price','ETH/BTC','{"price":"0.049198083497","number":59,"hold":false,"max_fill":null}');
INSERT INTO "books" VALUES('paper_balance','SOL','{"total":"98.6665"}');
INSERT INTO "books" VALUES('paper_order','14','{"client_order_id":"7468f7f1f1530ec7c79403033d9967f3","symbol":"SOL/USDT","side":"sell","order_type":"market","amount":"1.3335","price":null,"reduce_only":false,"position_side":null,"leverage":null,"margin_mode":null,"state":"filled","filled":"1.3335","locked":"0","lock_currency":"SOL","at":"2026-11-29T09:40:08.672834+00:00","code":null,"message":null}');
INSERT INTO "books" VALUES('paper_fill','15','{"client_order_id":"7468f7f1f1530ec7c79403033d9967f3","venue_order_id":"14","symbol":"SOL/USDT","side":"sell","price":"149.90","amount":"1.3335","fee":"0.199891650000","fee_currency":"USDT","at":"2026-11-29T09:40:08.672834+00:00","position_side":null,"liquidation":false}');
CREATE TABLE bots (
    bot_id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    reason TEXT,
    changed_at INTEGER NOT NULL,
    stats TEXT NOT NULL,
    removed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "bots" VALUES('bot-1','running',NULL,1795945199464198,'{"consecutive_losses":0,"last_entries":{"BTC/USDT":"2026-11-29T09:40:03.270418+00:00","ETH/USDT":"2026-11-29T09:40:04.194227+00:00","SOL/USDT":"2026-11-29T09:40:08.227686+00:00"},"last_signal_at":"2026-11-29T09:40:03.270418+00:00"}',0);
CREATE TABLE claims (
    bot_id TEXT NOT NULL,
    signal_id TEXT NOT NULL,
    receipt_id TEXT NOT NULL UNIQUE,
    received_at INTEGER NOT NULL,
    action TEXT NOT NULL,
    symbol TEXT,
    PRIMARY KEY (bot_id, signal_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "claims" VALUES('bot-1','closing','f98c967811b443b490e8f674e9f2ad38',1795945204194227,'open','ETH/USDT');
INSERT INTO "claims" VALUES('bot-1','cooling','6dbf72bf896e4d869567543840d0f579',1795945203270418,'open','BTC/USDT');
INSERT INTO "claims" VALUES('bot-1','pending','328a936e11f643a798202db1d2acca26',1795945200282941,'open','BTC/USDT');
INSERT INTO "claims" VALUES('bot-1','protected','cba123c3216243e387fb272bf8019d3b',1795945201174417,'open','BTC/USDT');
INSERT INTO "claims" VALUES('bot-1','short','257839da27fc478a8e873864be29d4f4',1795945208227686,'open','SOL/USDT');
INSERT INTO "claims" VALUES('bot-1','trailing','1c1c659aca0f4c77b6c3ec10a52f73b2',1795945202402130,'open','BTC/USDT');
CREATE TABLE facts (
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (position_id, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO "facts" VALUES('44046822662441038a507afe294f438d',0,'Opened',1795945203270418,'{"position_id":"44046822662441038a507afe294f438d","bot_id":"bot-1","signal_id":"cooling","symbol":"BTC/USDT","side":"long","plan":{"order_type":"market","signal_price":null,"entry_deviation":"0","quote_amount":"130","base_amount":null,"adjust_fee":false,"leverage":1,"margin_mode":null,"condition":null,"expiration":null,"dca_orders":[],"take_profit":[],"stop_loss":{"level":{"percentage":"1","price":null},"order_type":"STOP_LOSS_MARKET","limit":null,"cool_down_amount":10,"cool_down_time_frame":"day","cool_down_type":"timer","emergency":null,"protection_type":null,"trailing_percentage":null,"trailing_distance":null},"auto_close":null,"break_even_offset":"0","limit_stop_timeout":10,"accepted_at":"2026-11-29T09:40:03.299867+00:00","accepted_price":"60000.00","send_until":"2026-11-29T09:41:03.270418+00:00"}}');
INSERT INTO "facts" VALUES('44046822662441038a507afe294f438d',1,'EntryPlaced',1795945203461284,'{"anchor":"60000.00","base_amount":"0.002166"}');
INSERT INTO "facts" VALUES('44046822662441038a507afe294f438d',2,'OrderIntended',1795945203461284,'{"order":{"client_order_id":"746860ff251997e1813f38eca54366bd","purpose":"entry","leg":0,"side":"buy","order_type":"market","amount":"0.002166","price":null,"trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-29T09:40:03.461284+00:00","updated_at":"2026-11-29T09:40:03.461284+00:00","receipt_id":null,"code":null,"message":null}}');
INSERT INTO "facts" VALUES('44046822662441038a507afe294f438d',3,'Filled',1795945203477121,'{"client_order_id":"746860ff251997e1813f38eca54366bd","trade_id":"10","venue_order_id":"9","price":"60030.02","amount":"0.002166","fee":"0.000002166000","fee_currency":"BTC","fee_in_base":"0.000002166000","fee_in_quote":"0.13002502332000","liquidation":false}');
INSERT INTO "facts" VALUES('44046822662441038a507afe294f438d',4,'OrderChanged',1795945203671251,'{"client_order_id":"746860ff251997e1813f38eca54366bd","state":"filled","venue_order_id":"9","code":null,"message":null}');
INSERT INTO "facts" VALUES('44046822662441038a507afe294f438d',5,'StopArmed',1795945203671251,'{"price":"59429.72","why":"plan","limit":null,"emergency":null,"step":0}');
INSERT INTO "facts" VALUES('44046822662441038a507afe294f438d',6,'CoolDownStarted',1795945206696711,'{"until":"2026-12-09T09:40:06.696711+00:00","price":"59300.00"}');
INSERT INTO "facts" VALUES('488fdbf25dbb47c18600edbc2320ea12',0,'Opened',1795945202402130,'{"position_id":"488fdbf25dbb47c18600edbc2320ea12","bot_id":"bot-1","signal_id":"trailing","symbol":"BTC/USDT","side":"long","plan":{"order_type":"market","signal_price":null,"entry_deviation":"0","quote_amount":"150","base_amount":null,"adjust_fee":false,"leverage":1,"margin_mode":null,"condition":null,"expiration":null,"dca_orders":[],"take_profit":[],"stop_loss":{"level":{"percentage":"12","price":null},"order_type":"STOP_LOSS_MARKET","limit":null,"cool_down_amount":0,"cool_down_time_frame":"second","cool_down_type":"timer","emergency":null,"protection_type":"PRICE","trailing_percentage":"1","trailing_distance":"5"},"auto_close":null,"break_even_offset":"0","limit_stop_timeout":10,"accepted_at":"2026-11-29T09:40:02.403092+00:00","accepted_price":"60000.00","send_until":"2026-11-29T09:41:02.402130+00:00"}}');
INSERT INTO "facts" VALUES('488fdbf25dbb47c18600edbc2320ea12',1,'EntryPlaced',1795945202645138,'{"anchor":"60000.00","base_amount":"0.002499"}');
INSERT INTO "facts" VALUES('488fdbf25dbb47c18600edbc2320ea12',2,'OrderIntended',1795945202645138,'{"order":{"client_order_id":"7468514b08b06e6fec0872af7a40dfc3","purpose":"entry","leg":0,"side":"buy","order_type":"market","amount":"0.002499","price":null,"trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-29T09:40:02.645138+00:00","updated_at":"2026-11-29T09:40:02.645138+00:00","receipt_id":null,"code":null,"message":null}}');
INSERT INTO "facts" VALUES('488fdbf25dbb47c18600edbc2320ea12',3,'Filled',1795945202697022,'{"client_order_id":"7468514b08b06e6fec0872af7a40dfc3","trade_id":"8","venue_order_id":"7","price":"60030.02","amount":"0.002499","fee":"0.000002499000","fee_currency":"BTC","fee_in_base":"0.000002499000","fee_in_quote":"0.15001501998000","liquidation":false}');
INSERT INTO "facts" VALUES('488fdbf25dbb47c18600edbc2320ea12',4,'OrderChanged',1795945203182292,'{"client_order_id":"7468514b08b06e6fec0872af7a40dfc3","state":"filled","venue_order_id":"7","code":null,"message":null}');
INSERT INTO "facts" VALUES('488fdbf25dbb47c18600edbc2320ea12',5,'StopArmed',1795945203182292,'{"price":"52826.42","why":"plan","limit":null,"emergency":null,"step":0}');
INSERT INTO "facts" VALUES('488fdbf25dbb47c18600edbc2320ea12',6,'BestPrice',1795945206090918,'{"price":"61500.00","leg":null}');
INSERT INTO "facts" VALUES('488fdbf25dbb47c18600edbc2320ea12',7,'StopArmed',1795945206090918,'{"price":"58425.00","why":"trailing","limit":null,"emergency":null,"step":0}');
INSERT INTO "facts" VALUES('82a03329e8584d4d8dc3e424c796b4b9',0,'Opened',1795945204194227,'{"position_id":"82a03329e8584d4d8dc3e424c796b4b9","bot_id":"bot-1","signal_id":"closing","symbol":"ETH/USDT","side":"long","plan":{"order_type":"market","signal_price":null,"entry_deviation":"0","quote_amount":"120","base_amount":null,"adjust_fee":false,"leverage":1,"margin_mode":null,"condition":null,"expiration":null,"dca_orders":[],"take_profit":[],"stop_loss":null,"auto_close":null,"break_even_offset":"0","limit_stop_timeout":10,"accepted_at":"2026-11-29T09:40:04.195105+00:00","accepted_price":"3200.06","send_until":"2026-11-29T09:41:04.194227+00:00"}}');
INSERT INTO "facts" VALUES('82a03329e8584d4d8dc3e424c796b4b9',1,'EntryPlaced',1795945204350484,'{"anchor":"3199.84","base_amount":"0.03750"}');
INSERT INTO "facts" VALUES('82a03329e8584d4d8dc3e424c796b4b9',2,'OrderIntended',1795945204350484,'{"order":{"client_order_id":"7468926ebaf1f230e87d5f6daf082069","purpose":"entry","leg":0,"side":"buy","order_type":"market","amount":"0.03750","price":null,"trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-29T09:40:04.350484+00:00","updated_at":"2026-11-29T09:40:04.350484+00:00","receipt_id":null,"code":null,"message":null}}');
INSERT INTO "facts" VALUES('82a03329e8584d4d8dc3e424c796b4b9',3,'Filled',1795945204669633,'{"client_order_id":"7468926ebaf1f230e87d5f6daf082069","trade_id":"12","venue_order_id":"11","price":"3201.57","amount":"0.03750","fee":"0.000037500000","fee_currency":"ETH","fee_in_base":"0.000037500000","fee_in_quote":"0.12005887500000","liquidation":false}');
INSERT INTO "facts" VALUES('82a03329e8584d4d8dc3e424c796b4b9',4,'OrderChanged',1795945205000022,'{"client_order_id":"7468926ebaf1f230e87d5f6daf082069","state":"filled","venue_order_id":"11","code":null,"message":null}');
INSERT INTO "facts" VALUES('82a03329e8584d4d8dc3e424c796b4b9',5,'CloseRequested',1795945205348819,'{"reason":"signal","order_type":"limit","price":"9000"}');
INSERT INTO "facts" VALUES('82a03329e8584d4d8dc3e424c796b4b9',6,'OrderIntended',1795945205348819,'{"order":{"client_order_id":"74688db1945931a7059f25676a54aa7b","purpose":"close","leg":0,"side":"sell","order_type":"limit","amount":"0.03746","price":"9000","trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-29T09:40:05.348819+00:00","updated_at":"2026-11-29T09:40:05.348819+00:00","receipt_id":null,"code":null,"message":null}}');
INSERT INTO "facts" VALUES('82a03329e8584d4d8dc3e424c796b4b9',7,'OrderChanged',1795945205836910,'{"client_order_id":"74688db1945931a7059f25676a54aa7b","state":"open","venue_order_id":"13","code":null,"message":null}');
INSERT INTO "facts" VALUES('8b28bf4c29024df1b7337891ba5a2c7b',0,'Opened',1795945201174417,'{"position_id":"8b28bf4c29024df1b7337891ba5a2c7b","bot_id":"bot-1","signal_id":"protected","symbol":"BTC/USDT","side":"long","plan":{"order_type":"market","signal_price":null,"entry_deviation":"0","quote_amount":"200","base_amount":null,"adjust_fee":false,"leverage":1,"margin_mode":null,"condition":null,"expiration":null,"dca_orders":[{"level":{"percentage":"4","price":null},"quantity_percentage":"50"}],"take_profit":[{"level":{"percentage":"5","price":null},"position_percentage":"50","trailing_distance":null},{"level":{"percentage":"9","price":null},"position_percentage":"50","trailing_distance":null}],"stop_loss":{"level":{"percentage":"10","price":null},"order_type":"STOP_LOSS_MARKET","limit":null,"cool_down_amount":0,"cool_down_time_frame":"second","cool_down_type":"timer","emergency":null,"protection_type":null,"trailing_percentage":null,"trailing_distance":null},"auto_close":null,"break_even_offset":"0","limit_stop_timeout":10,"accepted_at":"2026-11-29T09:40:01.175669+00:00","accepted_price":"60000.00","send_until":"2026-11-29T09:41:01.174417+00:00"}}');
INSERT INTO "facts" VALUES('8b28bf4c29024df1b7337891ba5a2c7b',1,'EntryPlaced',1795945201725006,'{"anchor":"60000.00","base_amount":"0.003333"}');
INSERT INTO "facts" VALUES('8b28bf4c29024df1b7337891ba5a2c7b',2,'OrderIntended',1795945201725006,'{"order":{"client_order_id":"7468a0bc4dd590ce66a7d13bc297f15e","purpose":"entry","leg":0,"side":"buy","order_type":"market","amount":"0.003333","price":null,"trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-29T09:40:01.725006+00:00","updated_at":"2026-11-29T09:40:01.725006+00:00","receipt_id":null,"code":null,"message":null}}');
INSERT INTO "facts" VALUES('8b28bf4c29024df1b7337891ba5a2c7b',3,'OrderIntended',1795945201725006,'{"order":{"client_order_id":"7468fa7da87accc4d1e7f70963f1a1b9","purpose":"dca","leg":0,"side":"buy","order_type":"limit","amount":"0.001666","price":"57600.00","trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-29T09:40:01.725006+00:00","updated_at":"2026-11-29T09:40:01.725006+00:00","receipt_id":null,"code":null,"message":null}}');
INSERT INTO "facts" VALUES('8b28bf4c29024df1b7337891ba5a2c7b',4,'Filled',1795945201735397,'{"client_order_id":"7468a0bc4dd590ce66a7d13bc297f15e","trade_id":"3","venue_order_id":"2","price":"60030.02","amount":"0.003333","fee":"0.000003333000","fee_currency":"BTC","fee_in_base":"0.000003333000","fee_in_quote":"0.20008005666000","liquidation":false}');
INSERT INTO "facts" VALUES('8b28bf4c29024df1b7337891ba5a2c7b',5,'OrderChanged',1795945201745861,'{"client_order_id":"7468a0bc4dd590ce66a7d13bc297f15e","state":"filled","venue_order_id":"2","code":null,"message":null}');
INSERT INTO "facts" VALUES('8b28bf4c29024df1b7337891ba5a2c7b',6,'StopArmed',1795945201745861,'{"price":"54027.02","why":"plan","limit":null,"emergency":null,"step":0}');
INSERT INTO "facts" VALUES('8b28bf4c29024df1b7337891ba5a2c7b',7,'TargetsPriced',1795945201745861,'{"prices":["63031.53","65432.73"]}');
INSERT INTO "facts" VALUES('8b28bf4c29024df1b7337891ba5a2c7b',8,'OrderIntended',1795945201745861,'{"order":{"client_order_id":"746828fc3fa8973306835496ca8ab8f7","purpose":"take_profit","leg":0,"side":"sell","order_type":"limit","amount":"0.001664","price":"63031.53","trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-29T09:40:01.745861+00:00","updated_at":"2026-11-29T09:40:01.745861+00:00","receipt_id":null,"code":null,"message":null}}');
INSERT INTO "facts" VALUES('8b28bf4c29024df1b7337891ba5a2c7b',9,'OrderIntended',1795945201745861,'{"order":{"client_order_id":"74687b0ed9fb6f9f9b6cb9a4dad0a3c1","purpose":"take_profit","leg":1,"side":"sell","order_type":"limit","amount":"0.001665","price":"65432.73","trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-29T09:40:01.745861+00:00","updated_at":"2026-11-29T09:40:01.745861+00:00","receipt_id":null,"code":null,"message":null}}');
INSERT INTO "facts" VALUES('8b28bf4c29024df1b7337891ba5a2c7b',10,'OrderChanged',1795945201879526,'{"client_order_id":"7468fa7da87accc4d1e7f70963f1a1b9","state":"open","venue_order_id":"4","code":null,"message":null}');
INSERT INTO "facts" VALUES('8b28bf4c29024df1b7337891ba5a2c7b',11,'OrderChanged',1795945202019114,'{"client_order_id":"746828fc3fa8973306835496ca8ab8f7","state":"open","venue_order_id":"5","code":null,"message":null}');
INSERT INTO "facts" VALUES('8b28bf4c29024df1b7337891ba5a2c7b',12,'OrderChanged',1795945202043717,'{"client_order_id":"74687b0ed9fb6f9f9b6cb9a4dad0a3c1","state":"open","venue_order_id":"6","code":null,"message":null}');
INSERT INTO "facts" VALUES('a1f25f356c5349a398dfdf67e3cc91c3',0,'Opened',1795945200282941,'{"position_id":"a1f25f356c5349a398dfdf67e3cc91c3","bot_id":"bot-1","signal_id":"pending","symbol":"BTC/USDT","side":"long","plan":{"order_type":"limit","signal_price":"50000","entry_deviation":"0","quote_amount":"100","base_amount":null,"adjust_fee":false,"leverage":1,"margin_mode":null,"condition":null,"expiration":null,"dca_orders":[],"take_profit":[],"stop_loss":null,"auto_close":null,"break_even_offset":"0","limit_stop_timeout":10,"accepted_at":"2026-11-29T09:40:00.283722+00:00","accepted_price":"60000.00","send_until":"2026-11-29T09:41:00.282941+00:00"}}');
INSERT INTO "facts" VALUES('a1f25f356c5349a398dfdf67e3cc91c3',1,'EntryPlaced',1795945200660132,'{"anchor":"50000","base_amount":"0.002"}');
INSERT INTO "facts" VALUES('a1f25f356c5349a398dfdf67e3cc91c3',2,'OrderIntended',1795945200660132,'{"order":{"client_order_id":"74682aee6b248c89a15df46838c168e1","purpose":"entry","leg":0,"side":"buy","order_type":"limit","amount":"0.002","price":"50000","trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-29T09:40:00.660132+00:00","updated_at":"2026-11-29T09:40:00.660132+00:00","receipt_id":null,"code":null,"message":null}}');
INSERT INTO "facts" VALUES('a1f25f356c5349a398dfdf67e3cc91c3',3,'OrderChanged',1795945200900011,'{"client_order_id":"74682aee6b248c89a15df46838c168e1","state":"open","venue_order_id":"1","code":null,"message":null}');
INSERT INTO "facts" VALUES('d4bd4a7baea24ca7b3426ee00f4390ad',0,'Opened',1795945208227686,'{"position_id":"d4bd4a7baea24ca7b3426ee00f4390ad","bot_id":"bot-1","signal_id":"short","symbol":"SOL/USDT","side":"short","plan":{"order_type":"market","signal_price":null,"entry_deviation":"0","quote_amount":"200","base_amount":null,"adjust_fee":false,"leverage":1,"margin_mode":null,"condition":null,"expiration":null,"dca_orders":[],"take_profit":[],"stop_loss":{"level":{"percentage":"10","price":null},"order_type":"STOP_LOSS_MARKET","limit":null,"cool_down_amount":0,"cool_down_time_frame":"second","cool_down_type":"timer","emergency":null,"protection_type":null,"trailing_percentage":null,"trailing_distance":null},"auto_close":null,"break_even_offset":"0","limit_stop_timeout":10,"accepted_at":"2026-11-29T09:40:08.237506+00:00","accepted_price":"149.98","send_until":"2026-11-29T09:41:08.227686+00:00"}}');
INSERT INTO "facts" VALUES('d4bd4a7baea24ca7b3426ee00f4390ad',1,'EntryPlaced',1795945208603369,'{"anchor":"149.99","base_amount":"1.3335"}');
INSERT INTO "facts" VALUES('d4bd4a7baea24ca7b3426ee00f4390ad',2,'OrderIntended',1795945208603369,'{"order":{"client_order_id":"7468f7f1f1530ec7c79403033d9967f3","purpose":"entry","leg":0,"side":"sell","order_type":"market","amount":"1.3335","price":null,"trigger":null,"reduce_only":false,"merged":[],"state":"intended","venue_order_id":null,"filled":"0","cost":"0","cancel_requested":false,"created_at":"2026-11-29T09:40:08.603369+00:00","updated_at":"2026-11-29T09:40:08.603369+00:00","receipt_id":null,"code":null,"message":null}}');
INSERT INTO "facts" VALUES('d4bd4a7baea24ca7b3426ee00f4390ad',3,'Filled',1795945208672834,'{"client_order_id":"7468f7f1f1530ec7c79403033d9967f3","trade_id":"15","venue_order_id":"14","price":"149.90","amount":"1.3335","fee":"0.199891650000","fee_currency":"USDT","fee_in_base":"0","fee_in_quote":"0.199891650000","liquidation":false}');
INSERT INTO "facts" VALUES('d4bd4a7baea24ca7b3426ee00f4390ad',4,'OrderChanged',1795945208706825,'{"client_order_id":"7468f7f1f1530ec7c79403033d9967f3","state":"filled","venue_order_id":"14","code":null,"message":null}');
INSERT INTO "facts" VALUES('d4bd4a7baea24ca7b3426ee00f4390ad',5,'StopArmed',1795945208706825,'{"price":"164.89","why":"plan","limit":null,"emergency":null,"step":0}');
CREATE TABLE fills (
    seq INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL,
    trade_id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    client_order_id TEXT,
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    bot_id TEXT NOT NULL,
    side TEXT NOT NULL,
    price TEXT NOT NULL,
    amount TEXT NOT NULL,
    cost TEXT NOT NULL,
    fee TEXT NOT NULL,
    fee_currency TEXT NOT NULL,
    purpose TEXT NOT NULL,
    realized_profit TEXT NOT NULL,
    time INTEGER NOT NULL,
    UNIQUE (trade_id, symbol)
) STRICT;
INSERT INTO "fills" VALUES(1,'BTC/USDT','3','2','7468a0bc4dd590ce66a7d13bc297f15e','8b28bf4c29024df1b7337891ba5a2c7b','bot-1','buy','60030.02','0.003333','200.08005666','0.000003333000','BTC','entry','-0.20008005666000',1795945201735397);
INSERT INTO "fills" VALUES(2,'BTC/USDT','8','7','7468514b08b06e6fec0872af7a40dfc3','488fdbf25dbb47c18600edbc2320ea12','bot-1','buy','60030.02','0.002499','150.01501998','0.000002499000','BTC','entry','-0.15001501998000',1795945202697022);
INSERT INTO "fills" VALUES(3,'BTC/USDT','10','9','746860ff251997e1813f38eca54366bd','44046822662441038a507afe294f438d','bot-1','buy','60030.02','0.002166','130.02502332','0.000002166000','BTC','entry','-0.13002502332000',1795945203477121);
INSERT INTO "fills" VALUES(4,'ETH/USDT','12','11','7468926ebaf1f230e87d5f6daf082069','82a03329e8584d4d8dc3e424c796b4b9','bot-1','buy','3201.57','0.03750','120.0588750','0.000037500000','ETH','entry','-0.12005887500000',1795945204669633);
INSERT INTO "fills" VALUES(5,'SOL/USDT','15','14','7468f7f1f1530ec7c79403033d9967f3','d4bd4a7baea24ca7b3426ee00f4390ad','bot-1','sell','149.90','1.3335','199.891650','0.199891650000','USDT','entry','-0.199891650000',1795945208672834);
CREATE TABLE links (
    link_id TEXT NOT NULL PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    bot_id TEXT NOT NULL,
    mode TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    ended_at INTEGER,
    revoked_at INTEGER
) STRICT;
CREATE TABLE orders (
    client_order_id TEXT NOT NULL PRIMARY KEY,
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    symbol TEXT NOT NULL,
    state TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;
INSERT INTO "orders" VALUES('74682aee6b248c89a15df46838c168e1','a1f25f356c5349a398dfdf67e3cc91c3','BTC/USDT','open','{"client_order_id":"74682aee6b248c89a15df46838c168e1","order_id":"1","purpose":"entry","leg":0,"side":"buy","order_type":"limit","price":"50000","trigger":null,"amount":"0.002","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-29T09:40:00.660132+00:00"}');
INSERT INTO "orders" VALUES('7468a0bc4dd590ce66a7d13bc297f15e','8b28bf4c29024df1b7337891ba5a2c7b','BTC/USDT','filled','{"client_order_id":"7468a0bc4dd590ce66a7d13bc297f15e","order_id":"2","purpose":"entry","leg":0,"side":"buy","order_type":"market","price":null,"trigger":null,"amount":"0.003333","filled":"0.003333","average_price":"60030.02","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-29T09:40:01.725006+00:00"}');
INSERT INTO "orders" VALUES('7468fa7da87accc4d1e7f70963f1a1b9','8b28bf4c29024df1b7337891ba5a2c7b','BTC/USDT','open','{"client_order_id":"7468fa7da87accc4d1e7f70963f1a1b9","order_id":"4","purpose":"dca","leg":0,"side":"buy","order_type":"limit","price":"57600","trigger":null,"amount":"0.001666","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-29T09:40:01.725006+00:00"}');
INSERT INTO "orders" VALUES('746828fc3fa8973306835496ca8ab8f7','8b28bf4c29024df1b7337891ba5a2c7b','BTC/USDT','open','{"client_order_id":"746828fc3fa8973306835496ca8ab8f7","order_id":"5","purpose":"take_profit","leg":0,"side":"sell","order_type":"limit","price":"63031.53","trigger":null,"amount":"0.001664","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-29T09:40:01.745861+00:00"}');
INSERT INTO "orders" VALUES('74687b0ed9fb6f9f9b6cb9a4dad0a3c1','8b28bf4c29024df1b7337891ba5a2c7b','BTC/USDT','open','{"client_order_id":"74687b0ed9fb6f9f9b6cb9a4dad0a3c1","order_id":"6","purpose":"take_profit","leg":1,"side":"sell","order_type":"limit","price":"65432.73","trigger":null,"amount":"0.001665","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-29T09:40:01.745861+00:00"}');
INSERT INTO "orders" VALUES('7468514b08b06e6fec0872af7a40dfc3','488fdbf25dbb47c18600edbc2320ea12','BTC/USDT','filled','{"client_order_id":"7468514b08b06e6fec0872af7a40dfc3","order_id":"7","purpose":"entry","leg":0,"side":"buy","order_type":"market","price":null,"trigger":null,"amount":"0.002499","filled":"0.002499","average_price":"60030.02","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-29T09:40:02.645138+00:00"}');
INSERT INTO "orders" VALUES('746860ff251997e1813f38eca54366bd','44046822662441038a507afe294f438d','BTC/USDT','filled','{"client_order_id":"746860ff251997e1813f38eca54366bd","order_id":"9","purpose":"entry","leg":0,"side":"buy","order_type":"market","price":null,"trigger":null,"amount":"0.002166","filled":"0.002166","average_price":"60030.02","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-29T09:40:03.461284+00:00"}');
INSERT INTO "orders" VALUES('7468926ebaf1f230e87d5f6daf082069','82a03329e8584d4d8dc3e424c796b4b9','ETH/USDT','filled','{"client_order_id":"7468926ebaf1f230e87d5f6daf082069","order_id":"11","purpose":"entry","leg":0,"side":"buy","order_type":"market","price":null,"trigger":null,"amount":"0.0375","filled":"0.0375","average_price":"3201.57","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-29T09:40:04.350484+00:00"}');
INSERT INTO "orders" VALUES('74688db1945931a7059f25676a54aa7b','82a03329e8584d4d8dc3e424c796b4b9','ETH/USDT','open','{"client_order_id":"74688db1945931a7059f25676a54aa7b","order_id":"13","purpose":"close","leg":0,"side":"sell","order_type":"limit","price":"9000","trigger":null,"amount":"0.03746","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-29T09:40:05.348819+00:00"}');
INSERT INTO "orders" VALUES('7468f7f1f1530ec7c79403033d9967f3','d4bd4a7baea24ca7b3426ee00f4390ad','SOL/USDT','filled','{"client_order_id":"7468f7f1f1530ec7c79403033d9967f3","order_id":"14","purpose":"entry","leg":0,"side":"sell","order_type":"market","price":null,"trigger":null,"amount":"1.3335","filled":"1.3335","average_price":"149.9","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-29T09:40:08.603369+00:00"}');
CREATE TABLE positions (
    seq INTEGER PRIMARY KEY,
    position_id TEXT NOT NULL UNIQUE,
    bot_id TEXT NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    signal_id TEXT,
    status TEXT NOT NULL,
    live INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    close_reason TEXT,
    realized_profit TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;
INSERT INTO "positions" VALUES(1,'a1f25f356c5349a398dfdf67e3cc91c3','bot-1','BTC/USDT','long','pending','pending',1,1795945200282941,NULL,NULL,'0','{"position_id":"a1f25f356c5349a398dfdf67e3cc91c3","bot_id":"bot-1","symbol":"BTC/USDT","side":"long","status":"pending","size":"0","entry_price":null,"mark_price":"60000","invested":"0","realized_profit":"0","unrealized_profit":"0","profit_percentage":null,"fees":"0","dust":"0","leverage":1,"signal_id":"pending","opened_at":"2026-11-29T09:40:00.282941+00:00","closed_at":null,"close_reason":null,"message":null,"take_profit":[],"stop_loss":null,"orders":[{"client_order_id":"74682aee6b248c89a15df46838c168e1","order_id":"1","purpose":"entry","leg":0,"side":"buy","order_type":"limit","price":"50000","trigger":null,"amount":"0.002","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-29T09:40:00.660132+00:00"}],"receipt_id":"328a936e11f643a798202db1d2acca26"}');
INSERT INTO "positions" VALUES(2,'8b28bf4c29024df1b7337891ba5a2c7b','bot-1','BTC/USDT','long','protected','open',1,1795945201174417,NULL,NULL,'-0.20008005666000','{"position_id":"8b28bf4c29024df1b7337891ba5a2c7b","bot_id":"bot-1","symbol":"BTC/USDT","side":"long","status":"open","size":"0.003329667","entry_price":"60030.02","mark_price":"60000","invested":"199.87997660334","realized_profit":"-0.20008005666","unrealized_profit":"-0.09995660334","profit_percentage":"-0.1501","fees":"0.20008005666","dust":"0","leverage":1,"signal_id":"protected","opened_at":"2026-11-29T09:40:01.174417+00:00","closed_at":null,"close_reason":null,"message":null,"take_profit":[{"price":"63031.53","position_percentage":"50","filled":"0","done":false,"trailing":false},{"price":"65432.73","position_percentage":"50","filled":"0","done":false,"trailing":false}],"stop_loss":{"stop_price":"54027.02","emergency_stop_price":null,"resting_stop_price":null,"protection_armed":false,"cool_down_until":null},"orders":[{"client_order_id":"7468a0bc4dd590ce66a7d13bc297f15e","order_id":"2","purpose":"entry","leg":0,"side":"buy","order_type":"market","price":null,"trigger":null,"amount":"0.003333","filled":"0.003333","average_price":"60030.02","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-29T09:40:01.725006+00:00"},{"client_order_id":"7468fa7da87accc4d1e7f70963f1a1b9","order_id":"4","purpose":"dca","leg":0,"side":"buy","order_type":"limit","price":"57600","trigger":null,"amount":"0.001666","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-29T09:40:01.725006+00:00"},{"client_order_id":"746828fc3fa8973306835496ca8ab8f7","order_id":"5","purpose":"take_profit","leg":0,"side":"sell","order_type":"limit","price":"63031.53","trigger":null,"amount":"0.001664","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-29T09:40:01.745861+00:00"},{"client_order_id":"74687b0ed9fb6f9f9b6cb9a4dad0a3c1","order_id":"6","purpose":"take_profit","leg":1,"side":"sell","order_type":"limit","price":"65432.73","trigger":null,"amount":"0.001665","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-29T09:40:01.745861+00:00"}],"receipt_id":"cba123c3216243e387fb272bf8019d3b"}');
INSERT INTO "positions" VALUES(3,'488fdbf25dbb47c18600edbc2320ea12','bot-1','BTC/USDT','long','trailing','open',1,1795945202402130,NULL,NULL,'-0.15001501998000','{"position_id":"488fdbf25dbb47c18600edbc2320ea12","bot_id":"bot-1","symbol":"BTC/USDT","side":"long","status":"open","size":"0.002496501","entry_price":"60030.02","mark_price":"61500","invested":"149.86500496002","realized_profit":"-0.15001501998","unrealized_profit":"3.66980653998","profit_percentage":"2.3486","fees":"0.15001501998","dust":"0","leverage":1,"signal_id":"trailing","opened_at":"2026-11-29T09:40:02.402130+00:00","closed_at":null,"close_reason":null,"message":null,"take_profit":[],"stop_loss":{"stop_price":"58425","emergency_stop_price":null,"resting_stop_price":null,"protection_armed":true,"cool_down_until":null},"orders":[{"client_order_id":"7468514b08b06e6fec0872af7a40dfc3","order_id":"7","purpose":"entry","leg":0,"side":"buy","order_type":"market","price":null,"trigger":null,"amount":"0.002499","filled":"0.002499","average_price":"60030.02","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-29T09:40:02.645138+00:00"}],"receipt_id":"1c1c659aca0f4c77b6c3ec10a52f73b2"}');
INSERT INTO "positions" VALUES(4,'44046822662441038a507afe294f438d','bot-1','BTC/USDT','long','cooling','open',1,1795945203270418,NULL,NULL,'-0.13002502332000','{"position_id":"44046822662441038a507afe294f438d","bot_id":"bot-1","symbol":"BTC/USDT","side":"long","status":"open","size":"0.002163834","entry_price":"60030.02","mark_price":"59300","invested":"129.89499829668","realized_profit":"-0.13002502332","unrealized_profit":"-1.57964209668","profit_percentage":"-1.3162","fees":"0.13002502332","dust":"0","leverage":1,"signal_id":"cooling","opened_at":"2026-11-29T09:40:03.270418+00:00","closed_at":null,"close_reason":null,"message":null,"take_profit":[],"stop_loss":{"stop_price":"59429.72","emergency_stop_price":null,"resting_stop_price":null,"protection_armed":false,"cool_down_until":"2026-12-09T09:40:06.696711+00:00"},"orders":[{"client_order_id":"746860ff251997e1813f38eca54366bd","order_id":"9","purpose":"entry","leg":0,"side":"buy","order_type":"market","price":null,"trigger":null,"amount":"0.002166","filled":"0.002166","average_price":"60030.02","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-29T09:40:03.461284+00:00"}],"receipt_id":"6dbf72bf896e4d869567543840d0f579"}');
INSERT INTO "positions" VALUES(5,'82a03329e8584d4d8dc3e424c796b4b9','bot-1','ETH/USDT','long','closing','closing',1,1795945204194227,NULL,NULL,'-0.12005887500000','{"position_id":"82a03329e8584d4d8dc3e424c796b4b9","bot_id":"bot-1","symbol":"ETH/USDT","side":"long","status":"closing","size":"0.0374625","entry_price":"3201.57","mark_price":"3199.53","invested":"119.938816125","realized_profit":"-0.120058875","unrealized_profit":"-0.0764235","profit_percentage":"-0.1638","fees":"0.120058875","dust":"0","leverage":1,"signal_id":"closing","opened_at":"2026-11-29T09:40:04.194227+00:00","closed_at":null,"close_reason":null,"message":null,"take_profit":[],"stop_loss":null,"orders":[{"client_order_id":"7468926ebaf1f230e87d5f6daf082069","order_id":"11","purpose":"entry","leg":0,"side":"buy","order_type":"market","price":null,"trigger":null,"amount":"0.0375","filled":"0.0375","average_price":"3201.57","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-29T09:40:04.350484+00:00"},{"client_order_id":"74688db1945931a7059f25676a54aa7b","order_id":"13","purpose":"close","leg":0,"side":"sell","order_type":"limit","price":"9000","trigger":null,"amount":"0.03746","filled":"0","average_price":null,"reduce_only":false,"status":"open","code":null,"message":null,"created_at":"2026-11-29T09:40:05.348819+00:00"}],"receipt_id":"f98c967811b443b490e8f674e9f2ad38"}');
INSERT INTO "positions" VALUES(6,'d4bd4a7baea24ca7b3426ee00f4390ad','bot-1','SOL/USDT','short','short','open',1,1795945208227686,NULL,NULL,'-0.199891650000','{"position_id":"d4bd4a7baea24ca7b3426ee00f4390ad","bot_id":"bot-1","symbol":"SOL/USDT","side":"short","status":"open","size":"1.3335","entry_price":"149.9","mark_price":"149.99","invested":"199.89165","realized_profit":"-0.19989165","unrealized_profit":"-0.120015","profit_percentage":"-0.16","fees":"0.19989165","dust":"0","leverage":1,"signal_id":"short","opened_at":"2026-11-29T09:40:08.227686+00:00","closed_at":null,"close_reason":null,"message":null,"take_profit":[],"stop_loss":{"stop_price":"164.89","emergency_stop_price":null,"resting_stop_price":null,"protection_armed":false,"cool_down_until":null},"orders":[{"client_order_id":"7468f7f1f1530ec7c79403033d9967f3","order_id":"14","purpose":"entry","leg":0,"side":"sell","order_type":"market","price":null,"trigger":null,"amount":"1.3335","filled":"1.3335","average_price":"149.9","reduce_only":false,"status":"filled","code":null,"message":null,"created_at":"2026-11-29T09:40:08.603369+00:00"}],"receipt_id":"257839da27fc478a8e873864be29d4f4"}');
CREATE TABLE signals (
    seq INTEGER PRIMARY KEY,
    receipt_id TEXT NOT NULL UNIQUE,
    bot_id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    action TEXT,
    symbol TEXT,
    signal_id TEXT,
    status TEXT NOT NULL,
    code TEXT,
    message TEXT,
    payload TEXT NOT NULL,
    digest TEXT,
    position_ids TEXT NOT NULL,
    command TEXT,
    executed INTEGER NOT NULL,
    remote TEXT
, errors TEXT) STRICT;
INSERT INTO "signals" VALUES(1,'328a936e11f643a798202db1d2acca26','bot-1',1795945200282941,'open','BTC/USDT','pending','accepted',NULL,NULL,'{"api_key":"***","api_secret":"***","exchange":"SIM","symbol":"BTC/USDT","side":"long","signal_id":"pending","order_type":"limit","signal_price":"50000","quote_amount":"100"}','0de1dd4ab7fee043f3144b9c3ab4b9d8b8a8e12b3a4c5c64e0917a7fb006000c','["a1f25f356c5349a398dfdf67e3cc91c3"]',NULL,1,'127.0.0.1',NULL);
INSERT INTO "signals" VALUES(2,'cba123c3216243e387fb272bf8019d3b','bot-1',1795945201174417,'open','BTC/USDT','protected','accepted',NULL,NULL,'{"api_key":"***","api_secret":"***","exchange":"SIM","symbol":"BTC/USDT","side":"long","signal_id":"protected","quote_amount":"200","stop_loss":{"stop_percentage":"10"},"take_profit":[{"price_percentage":"5","position_percentage":"50"},{"price_percentage":"9","position_percentage":"50"}],"dca_orders":[{"price_percentage":"4","quantity_percentage":"50"}]}','9362692df78b6b32388fd8366633be4bf53d3d25ed11105fdd42f0a1650e92f4','["8b28bf4c29024df1b7337891ba5a2c7b"]',NULL,1,'127.0.0.1',NULL);
INSERT INTO "signals" VALUES(3,'1c1c659aca0f4c77b6c3ec10a52f73b2','bot-1',1795945202402130,'open','BTC/USDT','trailing','accepted',NULL,NULL,'{"api_key":"***","api_secret":"***","exchange":"SIM","symbol":"BTC/USDT","side":"long","signal_id":"trailing","quote_amount":"150","stop_loss":{"stop_percentage":"12","protection_type":"PRICE","trailing_percentage":"1","trailing_distance":"5"}}','e23000df58cebfca63bf489f3d093bc962ffe1e41b4fc69708b352766351f4cb','["488fdbf25dbb47c18600edbc2320ea12"]',NULL,1,'127.0.0.1',NULL);
INSERT INTO "signals" VALUES(4,'6dbf72bf896e4d869567543840d0f579','bot-1',1795945203270418,'open','BTC/USDT','cooling','accepted',NULL,NULL,'{"api_key":"***","api_secret":"***","exchange":"SIM","symbol":"BTC/USDT","side":"long","signal_id":"cooling","quote_amount":"130","stop_loss":{"stop_percentage":"1","cool_down_amount":"10","cool_down_time_frame":"day"}}','ab01ddade6c34679811e35f09dd0bc3f5ab66a7f5820d391b23b380a17e717a5','["44046822662441038a507afe294f438d"]',NULL,1,'127.0.0.1',NULL);
INSERT INTO "signals" VALUES(5,'f98c967811b443b490e8f674e9f2ad38','bot-1',1795945204194227,'open','ETH/USDT','closing','accepted',NULL,NULL,'{"api_key":"***","api_secret":"***","exchange":"SIM","symbol":"ETH/USDT","side":"long","signal_id":"closing","quote_amount":"120"}','37318f39021c2282c984615288d96f4384e1da1032e47187027d4f924f4628ee','["82a03329e8584d4d8dc3e424c796b4b9"]',NULL,1,'127.0.0.1',NULL);
INSERT INTO "signals" VALUES(6,'d35fe29f68524c379c37ec9b6e36cc96','bot-1',1795945205242436,'close','ETH/USDT','closing','accepted',NULL,NULL,'{"api_key":"***","api_secret":"***","exchange":"SIM","action":"close","symbol":"ETH/USDT","signal_id":"closing","order_type":"limit","price":"9000","side":"long"}',NULL,'["82a03329e8584d4d8dc3e424c796b4b9"]',NULL,1,'127.0.0.1',NULL);
INSERT INTO "signals" VALUES(7,'257839da27fc478a8e873864be29d4f4','bot-1',1795945208227686,'open','SOL/USDT','short','accepted',NULL,NULL,'{"api_key":"***","api_secret":"***","exchange":"SIM","symbol":"SOL/USDT","side":"short","signal_id":"short","quote_amount":"200","stop_loss":{"stop_percentage":"10"}}','9ae807b34be98044fdb9f619eddac9f741007b3ba67b23059a9c88d6af642a25','["d4bd4a7baea24ca7b3426ee00f4390ad"]',NULL,1,'127.0.0.1',NULL);
CREATE TABLE slots (
    bot_id TEXT NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    PRIMARY KEY (bot_id, symbol, side)
) STRICT, WITHOUT ROWID;
INSERT INTO "slots" VALUES('bot-1','BTC/USDT','long');
INSERT INTO "slots" VALUES('bot-1','ETH/USDT','long');
INSERT INTO "slots" VALUES('bot-1','SOL/USDT','short');
CREATE TABLE stored_values (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
INSERT INTO "stored_values" VALUES('market.BTC/USDT','{"symbol":"BTC/USDT","native_symbol":"BTCUSDT","base":"BTC","quote":"USDT","market_type":"spot","price_tick":"0.01","amount_step":"0.000001","min_amount":"0.00001","min_cost":"5","max_leverage":1}');
INSERT INTO "stored_values" VALUES('market.ETH/USDT','{"symbol":"ETH/USDT","native_symbol":"ETHUSDT","base":"ETH","quote":"USDT","market_type":"spot","price_tick":"0.01","amount_step":"0.00001","min_amount":"0.0001","min_cost":"5","max_leverage":1}');
INSERT INTO "stored_values" VALUES('market.SOL/USDT','{"symbol":"SOL/USDT","native_symbol":"SOLUSDT","base":"SOL","quote":"USDT","market_type":"spot","price_tick":"0.01","amount_step":"0.0001","min_amount":"0.001","min_cost":"5","max_leverage":1}');
CREATE TABLE totals (
    bot_id TEXT NOT NULL PRIMARY KEY,
    closed INTEGER NOT NULL,
    wins INTEGER NOT NULL,
    realized TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX signals_time ON signals (received_at);
CREATE INDEX signals_bot_time ON signals (bot_id, received_at);
CREATE INDEX signals_unexecuted ON signals (seq) WHERE executed = 0;
CREATE INDEX positions_time ON positions (opened_at);
CREATE INDEX positions_bot_time ON positions (bot_id, opened_at);
CREATE INDEX positions_symbol_time ON positions (symbol, opened_at);
CREATE INDEX positions_live ON positions (opened_at) WHERE live = 1;
CREATE INDEX orders_position ON orders (position_id);
CREATE INDEX fills_time ON fills (time);
CREATE INDEX fills_bot_time ON fills (bot_id, time);
CREATE INDEX fills_symbol_time ON fills (symbol, time);
CREATE INDEX fills_position_time ON fills (position_id, time);
CREATE INDEX links_position ON links (position_id);
COMMIT;
