import{g as e,h as t,m as n,n as r,o as i,p as a,r as o,t as s,v as c,x as l}from"./styles.js";import{i as u}from"./live-host.js";import{n as d}from"./purse.js";import{t as f}from"./sentence.js";import{n as p}from"./periods.js";var m=class extends t{constructor(...e){super(...e),this.accounts=[],this.errors=[],this.busy=!1,this.open=!1,this.asked=0,this.held=``}willUpdate(e){let t=this.accounts.map(({account:e,loaded:t,open_positions:n})=>`${e} ${t} ${n}`).join();t!==this.held&&(this.held=t,this.open&&this.look())}render(){let{t}=this.ctx;return c`<details class="card" @toggle=${this.onToggle}>
        <summary>${t(`unowned.title`)}</summary>
        <p class="soft">${t(`unowned.what`)}</p>
        <div aria-live="polite" aria-busy=${String(this.busy)}>
          ${this.errors.map(([e,t])=>c`<p class="error">${e}: ${f(t)}</p>`)}
          ${this.rows===void 0?c`<p class="soft">${t(`common.loading`)}</p>`:this.rows.length?c`<ul>
                  ${this.rows.map(e=>this.renderRow(e))}
                </ul>`:this.errors.length?e:c`<p class="soft" data-none>${t(`unowned.none`)}</p>`}
        </div>
        <button class="button plain" data-look ?disabled=${this.busy} @click=${()=>void this.look()}>
          ${this.busy?t(`common.working`):t(`unowned.look`)}
        </button>
      </details>
      <tradehook-adopt-dialog .ctx=${this.ctx} @tradehook-adopted=${this.onAdopted}></tradehook-adopt-dialog>`}renderRow(t){let{t:n,format:r}=this.ctx,a=`${i(t.symbol)} ${n(`side.${t.side}`)}`,o=t.account_type===`live`;return c`<li data-holding=${t.symbol}>
      <span>
        <b>${a}</b>
        <span class="soft small">${t.account_name} · ${n(o?`purse.live`:`purse.paper`)}</span>
        ${t.orders.length?c`<span class="soft small">
              ${n(`unowned.orders`,{count:t.orders.length})}.
              ${n(`unowned.free`,{size:r.number(t.available),base:t.base})}
            </span>`:e}
      </span>
      <span class="number">
        ${r.number(t.size)} ${t.base}
        <span class="soft small">${t.value?r.money(t.value,t.quote):n(`unowned.no_price`)}</span>
      </span>
      <button class="button outlined" aria-label=${n(`unowned.adopt_of`,{name:a})} @click=${()=>void this.adopt(t)}>
        ${n(`unowned.adopt`)}
      </button>
    </li>`}onToggle(e){this.open=e.target.open,this.open&&this.look()}onAdopted(){this.renderRoot.querySelector(`summary`)?.focus(),this.look()}async look(){this.asked+=1;let{asked:e}=this;this.busy=!0;let t=[],n=await Promise.all(this.accounts.filter(({loaded:e})=>e).map(async e=>{try{return(await this.ctx.api.unowned(e.account)).map(t=>({...t,...d(e),account:e.account}))}catch(n){return t.push([e.name,u(n)]),[]}}));e===this.asked&&(this.rows=n.flat(),this.errors=t,this.busy=!1)}async adopt(e){await p(()=>import(`./adopt-dialog.js`),[]),await this.renderRoot.querySelector(`tradehook-adopt-dialog`)?.ask(e)}static{this.styles=[s,l`
      details {
        margin-top: 16px;
        padding: 16px;
      }
      summary {
        cursor: pointer;
        font-weight: 500;
        min-height: 24px;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      li {
        align-items: center;
        border-top: 1px solid var(--th-line);
        display: grid;
        gap: 8px 16px;
        grid-template-columns: minmax(0, 1fr) auto auto;
        padding: 12px 0;
      }
      li .number {
        text-align: end;
      }
      .small {
        display: block;
        font-size: 12px;
      }
      @media (max-width: 480px) {
        li {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        li .button {
          grid-column: 1 / -1;
        }
      }
    `]}};o([n({attribute:!1})],m.prototype,`ctx`,void 0),o([n({attribute:!1})],m.prototype,`accounts`,void 0),o([a()],m.prototype,`rows`,void 0),o([a()],m.prototype,`errors`,void 0),o([a()],m.prototype,`busy`,void 0),o([a()],m.prototype,`open`,void 0),m=o([r(`tradehook-unowned`)],m);export{m as UnownedView};